import { expect } from 'chai';
import { failureOf, read, withFile } from './import-fixture.js';

const one = async (command: string) => (await read('curl', command)).requests[0];

describe('requests of curl', () => {
  it('are read from a file of several, as a browser copies them and as pages show them', async () => {
    const { requests, origin } = await read('curl', '@shop.curl');
    expect(origin).to.equal('http://localhost:3000');
    expect(requests).to.deep.equal([
      {
        method: 'POST',
        path: '/api/v1/login',
        headers: { cookie: '${COOKIE}', accept: 'application/json' },
        body: { user: 'ann b', note: "it's me!", password: '${PASSWORD}' },
      },
      {
        method: 'POST',
        path: '/api/v1/orders',
        headers: { accept: 'application/json', authorization: 'Bearer ${SHOP_TOKEN}' },
        body: { customer: { email: 'ann@example.org' } },
      },
      { method: 'GET', path: '/api/v1/products?tag=new&limit=1' },
    ]);
  });

  for (const [command, expected] of [
    ['curl http://x.com', { method: 'GET', path: '/' }],
    ['curl -I x.com/a?b=1', { method: 'HEAD', path: '/a?b=1' }],
    ['curl -XPUT x.com/a -d 1', { method: 'PUT', path: '/a', body: '1', headers: form() }],
    ['curl --url x.com/a -d a=1 -d b=2', { method: 'POST', path: '/a', body: 'a=1&b=2', headers: form() }],
    ["curl x.com/a --data-urlencode 'q=a b&c'", { method: 'POST', path: '/a', body: 'q=a%20b%26c', headers: form() }],
    ['curl -sSL -o out.txt -m 10 x.com/a', { method: 'GET', path: '/a' }],
    [
      'curl -u ann:password-1 x.com',
      { method: 'GET', path: '/', headers: { authorization: 'Basic ${BASIC_CREDENTIALS}' } },
    ],
    ['curl -H "X-A: 1" -A me -e http://r x.com', { method: 'GET', path: '/', headers: { 'x-a': '1' } }],
    ['curl "$BASE/a/$ID?x=$X"', { method: 'GET', path: '/a/${ID}?x=${X}' }],
    ["curl x.com -H 'a: $B'", { method: 'GET', path: '/', headers: { a: '$B' } }],
    [
      `curl x.com -H 'content-type: application/xml' -d '<a><password>hidden-1</password></a>'`,
      {
        method: 'POST',
        path: '/',
        headers: { 'content-type': 'application/xml' },
        body: '<a><password>${PASSWORD}</password></a>',
      },
    ],
  ] as const) {
    it(`understand ${command}`, async () => {
      expect(await one(command)).to.deep.equal(expected);
    });
  }

  it('read data from files as curl does', async () => {
    await withFile('{\n  "a": 1\n}\n', async (file) => {
      expect((await one(`curl x.com --data-binary @${file} -H 'content-type: application/json'`))?.body).to.deep.equal({
        a: 1,
      });
      expect((await one(`curl x.com -d @${file}`))?.body).to.deep.equal({ a: 1 });
    });
    await withFile('a\nb', async (file) => {
      expect((await one(`curl x.com -d @${file} -H 'content-type: text/plain'`))?.body).to.equal('ab');
      expect((await one(`curl x.com --data-binary @${file} -H 'content-type: text/plain'`))?.body).to.equal('a\nb');
    });
  });

  it('name options that are not known, and uploads that are left out', async () => {
    const { notes } = await read('curl', 'curl --frobnicate -k https://x.com');
    expect(notes.join('\n')).to.include('--frobnicate').and.include('certificates');
    const { code, message } = await failureOf(read('curl', 'curl -F file=@x x.com/up'));
    expect(code).to.equal('USAGE');
    expect(message).to.include('No request is left from "--curl"').and.include('GET /up').and.include('multipart');
  });

  for (const [command, words] of [
    ['wget http://x.com', 'there is no curl command'],
    ["curl 'http://x.com", 'a quotation mark is never closed'],
    ['curl -H Authorization: Bearer secret-word-1 http://x.com', 'neither an option nor an address'],
    ['curl -X POST', 'there is no address'],
    ['curl http://x.com/${a b}', 'it has `${`'],
    ['curl ^"http://x.com^"', 'copy it as cURL (bash)'],
  ] as const) {
    it(`refuse ${command}`, async () => {
      const { code, message } = await failureOf(read('curl', command));
      expect(code).to.equal('USAGE');
      expect(message).to.include(words).and.not.include('secret-word-1');
    });
  }
});

function form() {
  return { 'content-type': 'application/x-www-form-urlencoded' };
}
