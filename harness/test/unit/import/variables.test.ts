import { expect } from 'chai';
import { describeImport } from '../../../src/import/describe-import.js';
import { fillVariables } from '../../../src/import/fill-variables.js';
import { requestsFrom } from '../../../src/import/requests-from.js';
import { writeRequests } from '../../../src/import/write-requests.js';
import { documents, failureOf, read, requestTo } from './import-fixture.js';

/** What `shop.har` holds and nothing may tell. */
const secrets = [
  'correct-horse-battery',
  '4711',
  'bearer-token-of-ann',
  'session-of-ann-42',
  'api-key-of-ann',
  'query-key-of-ann',
];

describe('variables of requests', () => {
  it('are filled from the environment, else from the document', async () => {
    const shop = await read('har', 'shop.har');
    const [, login, order] = fillVariables(shop, { API_TOKEN: 'new-token', KEY: 'a&b', PIN: '', OTHER: 'x' });
    expect(login?.body).to.deep.equal({ user: 'ann b', password: 'correct-horse-battery', pin: 4711 });
    expect(order?.headers).to.deep.include({ authorization: 'Bearer new-token', 'x-api-key': 'api-key-of-ann' });
    expect(order?.path).to.equal('/api/v1/orders?key=a%26b');
    expect(order?.id).to.equal('POST /api/v1/orders?key=${KEY}');
  });

  it('are asked for by name where neither has them', async () => {
    const shop = await read('openapi', 'shop.yaml');
    const { code, message } = await failureOf(Promise.resolve().then(() => fillVariables(shop, {})));
    expect(code).to.equal('USAGE');
    expect(message).to.include('API_TOKEN: bearer token of the security scheme bearerAuth');
  });

  it('are read from the environment by what is written', async () => {
    const { head, endpoints } = writeRequests(await read('har', 'shop.har'));
    const text = [...head, ...endpoints].join('\n');
    expect(text)
      .to.include('function fromEnvironment(name: string): string')
      .and.include("path: `/api/v1/orders?key=${encodeURIComponent(fromEnvironment('KEY'))}`")
      .and.include("authorization: `Bearer ${fromEnvironment('API_TOKEN')}`")
      .and.include("pin: Number(fromEnvironment('PIN'))");
    for (const secret of secrets) expect(text).to.not.include(secret);
  });

  it('are told by name, never by value', async () => {
    const shop = await read('har', 'shop.har');
    for (const use of ['sent', 'written'] as const) {
      const text = describeImport(shop, use).join('\n');
      expect(text).to.include('API_TOKEN (header authorization)').and.include('4 left out');
      for (const secret of secrets) expect(text).to.not.include(secret);
    }
  });

  it('are one where several documents have the same secret', async () => {
    const sources = [
      { kind: 'har', place: 'shop.har' },
      { kind: 'curl', place: "curl x.com -H 'authorization: Bearer bearer-token-of-ann'" },
    ] as const;
    const both = await requestsFrom(sources, { cwd: documents });
    expect(both.variables.filter(({ name }) => name.startsWith('API_TOKEN'))).to.have.length(1);
    expect(both.requests.filter(({ path }) => path === '/')).to.have.length(2);
  });

  it('of headers that are sent anyway are not needed', async () => {
    const shop = await read('openapi', 'shop.yaml', { givenHeaders: ['Authorization'] });
    expect(shop.variables).to.deep.equal([]);
    expect(requestTo(shop, 'POST /api/v1/orders')).to.not.have.property('headers');
  });

  it('do not run what a document has in their place', async () => {
    const text = '`${process.exit()}` \\ \' " \n ${NOT_ONE}';
    const command = `curl x.com -H 'content-type: text/plain' -H 'authorization: Bearer token-1' --data-raw '${text.replace("'", "'\\''")}'`;
    const { endpoints } = writeRequests(await read('curl', command));
    const value = new Function('fromEnvironment', `return ${endpoints.join(',')}`)((name: string) => `<${name}>`);
    expect(value).to.deep.include({
      body: text,
      headers: { 'content-type': 'text/plain', authorization: 'Bearer <API_TOKEN>' },
    });
  });
});
