import { expect } from 'chai';
import { failureOf, read, requestTo, withFile } from './import-fixture.js';

const entry = (url: string, more: object = {}): object => ({
  request: { method: 'GET', url, headers: [], ...more },
  response: { status: 200, content: { mimeType: 'application/json' } },
});

const harOf = (entries: readonly object[]): string => JSON.stringify({ log: { version: '1.2', entries } });

describe('requests of a HAR', () => {
  it('are those of the main origin, without assets, doubles and failures', async () => {
    const shop = await read('har', 'shop.har');
    expect(shop.origin).to.equal('http://localhost:3000');
    expect(shop.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).to.deep.equal([
      'GET /',
      'POST /api/v1/login',
      'POST /api/v1/orders',
      'GET /api/v1/products/17',
    ]);
    const reasons = shop.leftOut.map(({ request, reason }) => `${request}: ${reason}`).join('\n');
    expect(reasons).to.include('GET /api/v1/missing: it answered 404 when it was recorded');
    expect(reasons).to.include('DELETE /api/v1/products/17: it deletes');
    expect(reasons).to.include('POST /api/v1/picture: its body is multipart');
    expect(shop.notes.join('\n')).to.include('2 images, scripts, styles and fonts').and.include('metrics.example.com');
  });

  it('have no header that belongs to the browser or its cache', async () => {
    const { headers } = requestTo(await read('har', 'shop.har'), 'GET /');
    expect(headers).to.deep.equal({ accept: 'text/html' });
  });

  it('have references in the place of every secret', async () => {
    const shop = await read('har', 'shop.har');
    expect(requestTo(shop, 'POST /api/v1/orders')).to.deep.include({
      path: '/api/v1/orders?key=${KEY}',
      headers: {
        authorization: 'Bearer ${API_TOKEN}',
        cookie: '${COOKIE}',
        'x-api-key': '${X_API_KEY}',
        // The same token under a name that says nothing.
        'x-trace': '${API_TOKEN}',
        'content-type': 'application/json; charset=utf-8',
      },
    });
    expect(requestTo(shop, 'POST /api/v1/login').body).to.deep.equal({
      user: 'ann b',
      password: '${PASSWORD}',
      pin: '${PIN}',
    });
    expect(JSON.stringify(shop.requests)).to.not.match(/of-ann|correct-horse/);
  });

  it('are those of another origin when that is asked for', async () => {
    const { requests } = await read('har', 'shop.har', { origin: 'https://metrics.example.com/' });
    expect(requests.map(({ path }) => path)).to.deep.equal(['/collect']);
    const { code, message } = await failureOf(read('har', 'shop.har', { origin: 'https://nobody.example.com' }));
    expect(code).to.equal('USAGE');
    expect(message).to.include('http://localhost:3000, https://metrics.example.com');
  });

  it('of the same shape are one, of different operations of GraphQL several', async () => {
    const graphql = (name: string) => ({
      method: 'POST',
      postData: { mimeType: 'application/json', text: JSON.stringify({ operationName: name, query: `{ ${name} }` }) },
    });
    const uuid = '0b2c1a34-5678-4abc-9def-0123456789ab';
    const text = harOf([
      entry('http://x.com/a/1?page=1'),
      entry('http://x.com/a/22?page=9'),
      entry(`http://x.com/a/${uuid}?page=9`),
      entry('http://x.com/a/1?sort=1'),
      entry('http://x.com/graphql', graphql('One')),
      entry('http://x.com/graphql', graphql('Two')),
    ]);
    const { requests } = await withFile(text, (file) => read('har', file));
    expect(requests.map(({ id, path }) => id ?? path)).to.deep.equal([
      '/a/1?page=1',
      '/a/1?sort=1',
      '/graphql',
      'POST /graphql (2)',
    ]);
  });

  it('have no placeholder of ours by chance', async () => {
    const braces = { headers: [{ name: 'X-Template', value: '{name}' }] };
    const text = harOf([entry('http://x.com/a?filter={name}&other={n}'), entry('http://x.com/b', braces)]);
    const { requests, leftOut } = await withFile(text, (file) => read('har', file));
    expect(requests.map(({ path }) => path)).to.deep.equal(['/a?filter=%7Bname%7D&other={n}']);
    expect(leftOut.map(({ request }) => request)).to.deep.equal(['GET /b']);
  });

  it('are read from a file with a byte order mark, and from one that is not whole told as such', async () => {
    const text = harOf([entry('http://x.com/a')]);
    const { requests } = await withFile(`\ufeff${text}`, (file) => read('har', file));
    expect(requests).to.have.length(1);
    const { code, message } = await failureOf(withFile(text.slice(0, -9), (file) => read('har', file)));
    expect(code).to.equal('DOCUMENT_UNREADABLE');
    expect(message).to.include('at its end').and.include('ends in the middle');
  });

  it('name line and column where the file is broken', async () => {
    const lines = ['{', '  "log": {', '    "version": "1.2",', '    "entries": [1 2]', '  }', '}'].join('\n');
    const { message } = await failureOf(withFile(lines, (file) => read('har', file)));
    expect(message).to.include('line 4, column 19: 2 is not expected here');
  });
});
