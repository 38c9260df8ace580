import { expect } from 'chai';
import { read, requestTo, withFile } from './import-fixture.js';

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const collectionOf = (item: readonly object[], more: object = {}): string =>
  JSON.stringify({ info: { name: 'x', schema }, item, ...more });

const readItem = async (request: object | string, more: object = {}) => {
  const { requests } = await withFile(collectionOf([{ name: 'one', request }], more), (file) => read('postman', file));
  return requests[0];
};

describe('requests of a Postman collection', () => {
  it('have the variables of the collection, and references where it has none', async () => {
    const shop = await read('postman', 'shop.postman.json');
    expect(shop.requests).to.deep.equal([
      { method: 'POST', path: '/api/v1/login', body: { user: 'ann b', password: '${PASSWORD}' } },
      { method: 'GET', path: '/api/v1/products/42?limit=1', headers: { 'x-signature': '${SIGNING_SECRET}' } },
      {
        method: 'POST',
        path: '/api/v1/orders',
        headers: { authorization: 'Bearer ${ACCESS_TOKEN}' },
        body: { customer: { email: 'user{n}@example.com' } },
      },
    ]);
    expect(Object.fromEntries(shop.variables.map(({ name, value }) => [name, value]))).to.deep.equal({
      PASSWORD: 'correct-horse-battery',
      SIGNING_SECRET: 'signing-secret-of-ann',
      ACCESS_TOKEN: null,
    });
  });

  it('leave out what deletes and what uploads, and tell of scripts', async () => {
    const shop = await read('postman', 'shop.postman.json');
    expect(shop.leftOut.map(({ request }) => request)).to.deep.equal(['DELETE /api/v1/products/42', 'Picture']);
    expect(shop.notes).to.include('2 scripts are not run');
    const all = await read('postman', 'shop.postman.json', { includesDeletes: true });
    expect(requestTo(all, 'DELETE /api/v1/products/42').method).to.equal('DELETE');
  });

  it('have the authorization of the request, its folders or the collection, the nearest', async () => {
    const url = 'http://x.com/a';
    const bearer = { type: 'bearer', bearer: [{ key: 'token', value: 'token-of-all-1' }] };
    const own = {
      type: 'apikey',
      apikey: [
        { key: 'key', value: 'X-Key' },
        { key: 'value', value: 'key-of-one-1' },
      ],
    };
    const inQuery = { ...own, apikey: [...own.apikey, { key: 'in', value: 'query' }] };
    expect((await readItem(url, { auth: bearer }))?.headers).to.deep.equal({ authorization: 'Bearer ${API_TOKEN}' });
    expect((await readItem({ url, auth: own }, { auth: bearer }))?.headers).to.deep.equal({ 'x-key': '${X_KEY}' });
    expect((await readItem({ url, auth: inQuery }))?.path).to.equal('/a?X-Key=${X_KEY}');
    expect(await readItem({ url, auth: { type: 'noauth' } }, { auth: bearer })).to.not.have.property('headers');
    const basic = { type: 'basic', basic: { username: 'ann', password: 'password-of-ann' } };
    expect((await readItem({ url, auth: basic }))?.headers).to.deep.equal({
      authorization: 'Basic ${BASIC_CREDENTIALS}',
    });
  });

  it('are found in folders however deep, and told apart by their names', async () => {
    const graphql = (query: string) => ({
      method: 'POST',
      url: '{{host}}/graphql',
      body: { mode: 'graphql', graphql: { query, variables: '{"x": 1}' } },
    });
    const folders = [{ name: 'a', item: [{ name: 'b', item: [{ name: 'First', request: graphql('{ a }') }] }] }];
    const text = collectionOf([...folders, { name: 'Second', request: graphql('{ b }') }]);
    const { requests } = await withFile(text, (file) => read('postman', file));
    expect(requests.map(({ id }) => id)).to.deep.equal(['POST /graphql (First)', 'POST /graphql (Second)']);
    expect(requests[0]?.body).to.deep.equal({ query: '{ a }', variables: { x: 1 } });
  });

  it('have addresses as they are written: unknown hosts, parameters of the path, switched-off queries', async () => {
    expect((await readItem('{{host}}/a/{{tenant}}?q={{search}}'))?.path).to.equal('/a/${TENANT}?q=${SEARCH}');
    expect((await readItem('https://{{host}}:8080/a'))?.path).to.equal('/a');
    expect(
      (await readItem({ url: { host: ['x', 'com'], path: ['a', ':id'], variable: [{ key: 'id', value: '7' }] } }))
        ?.path,
    ).to.equal('/a/7');
    const query = [
      { key: 'a', value: 'b c' },
      { key: 'off', value: '1', disabled: true },
    ];
    expect((await readItem({ url: { raw: 'x.com/a?a=b c&off=1', query } }))?.path).to.equal('/a?a=b%20c');
  });

  it('have fresh values where Postman makes some', async () => {
    const url = 'http://x.com/{{$guid}}/{{$randomInt}}?at={{$timestamp}}';
    expect((await readItem(url))?.path).to.equal('/{uuid}/{n}?at={n}');
  });

  it('have no body where only its kind was chosen', async () => {
    for (const body of [
      { mode: 'formdata', formdata: [] },
      { mode: 'file', file: {} },
      { mode: 'raw', raw: '' },
    ])
      expect(await readItem({ url: 'x.com/a', body })).to.deep.equal({ method: 'GET', path: '/a' });
  });

  it('do not take the variables that every shell has', async () => {
    expect((await readItem('http://x.com/{{user}}'))?.path).to.equal('/${APP_USER}');
  });

  it('have no placeholder where a name is made of another', async () => {
    expect((await readItem('http://x.com/a?b={{name{{i}}}}'))?.path).to.equal('/a?b=%7B%7Bname${I}%7D%7D');
  });

  it('end where variables run round in circles', async () => {
    const variable = [
      { key: 'a', value: '{{b}}' },
      { key: 'b', value: '{{a}}' },
    ];
    expect((await readItem('http://x.com/{{a}}', { variable }))?.path).to.match(/^\/%7B%7B[ab]%7D%7D$/);
  });
});
