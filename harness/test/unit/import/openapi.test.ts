import { expect } from 'chai';
import { openApiOf, read, requestTo, withFile } from './import-fixture.js';

const bodyOf = async (schema: object): Promise<unknown> => {
  const document = openApiOf({ requestBody: { content: { 'application/json': { schema } } } });
  const { requests } = await withFile(document, (file) => read('openapi', file));
  return requests[0]?.body;
};

const pathOf = async (server: object): Promise<string | undefined> => {
  const document = openApiOf({}, { servers: [server] });
  return (await withFile(document, (file) => read('openapi', file))).requests[0]?.path;
};

describe('requests of OpenAPI', () => {
  describe('3.0, in YAML', () => {
    it('fills required parameters, below the path of the server', async () => {
      const shop = await read('openapi', 'shop.yaml');
      expect(requestTo(shop, 'GET /api/v1/products').path).to.equal('/api/v1/products?limit=1&tag=new');
      expect(requestTo(shop, 'GET /api/v1/products/1')).to.deep.equal({
        method: 'GET',
        path: '/api/v1/products/1',
        expectStatus: [200, 304],
      });
      expect(shop.origin).to.equal('https://shop.example.com');
    });

    it('makes a body of what is required alone, merges allOf, ends cycles', async () => {
      const { body, expectStatus } = requestTo(await read('openapi', 'shop.yaml'), 'POST /api/v1/orders');
      expect(expectStatus).to.equal(201);
      expect(body).to.have.all.keys('product', 'kind', 'placed', 'customer', 'parts');
      expect(body).to.deep.include({
        kind: 'gift',
        parts: [],
        customer: { email: 'user{n}@example.com', since: 2020 },
      });
      const { product, placed } = body as { readonly product: string; readonly placed: string };
      expect(product).to.match(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/);
      expect(new Date(placed).toJSON()).to.be.a('string');
    });

    it('sends forms as forms', async () => {
      const { headers, body } = requestTo(await read('openapi', 'shop.yaml'), 'POST /api/v1/login');
      expect(headers).to.deep.equal({ 'content-type': 'application/x-www-form-urlencoded' });
      expect(new URLSearchParams(String(body)).get('user')).to.equal('ann b');
      expect(new URLSearchParams(String(body)).get('password'))
        .to.be.a('string')
        .that.is.not.equal('');
    });

    it('takes the token from the environment, only where one is needed', async () => {
      const shop = await read('openapi', 'shop.yaml');
      expect(requestTo(shop, 'POST /api/v1/orders').headers).to.deep.equal({ authorization: 'Bearer ${API_TOKEN}' });
      expect(requestTo(shop, 'POST /api/v1/login').headers).to.not.have.property('authorization');
      expect(shop.variables.map(({ name, value }) => [name, value])).to.deep.equal([['API_TOKEN', null]]);
    });

    it('leaves out what deletes and what cannot be made, and says so', async () => {
      const shop = await read('openapi', 'shop.yaml');
      expect(shop.leftOut).to.deep.equal([
        { request: 'DELETE /products/{productId}', reason: 'it deletes (--include-deletes takes it)' },
        { request: 'PUT /products/{productId}/picture', reason: 'its body is multipart, which is not made up' },
      ]);
      expect(shop.notes.join()).to.include('made up').and.include('{productId} of GET /products/{productId}');
      const all = await read('openapi', 'shop.yaml', { includesDeletes: true });
      expect(requestTo(all, 'DELETE /api/v1/products/1').expectStatus).to.equal(204);
    });

    it('hangs up on a stream', async () => {
      const shop = await read('openapi', 'shop.yaml');
      expect(requestTo(shop, 'GET /api/v1/events').abort).to.equal('response');
    });
  });

  describe('3.1', () => {
    it('takes examples, encodes them, and knows parameters in each place', async () => {
      const shop = await read('openapi', 'shop-3.1.json');
      const { path, headers } = requestTo(shop, 'GET /v2/items/a%20b%2Fc');
      expect(path).to.equal('/v2/items/a%20b%2Fc?filter%5Ba%5D=5&api_key=${API_KEY}');
      expect(headers).to.deep.equal({ 'x-tenant': 'acme', cookie: 'theme=dark' });
      const { body } = requestTo(shop, 'POST /v2/items');
      expect(body).to.deep.equal({ name: 'chair', owner: 'user@example.com' });
    });

    it('names the content type where it is not plain JSON', async () => {
      const shop = await read('openapi', 'shop-3.1.json');
      const patch = requestTo(shop, 'PATCH /v2/items/a%20b%2Fc');
      expect(patch).to.deep.include({
        headers: { 'content-type': 'application/merge-patch+json' },
        body: { count: 3 },
      });
      // A text is no JSON without its quotation marks.
      expect(requestTo(shop, 'POST /v2/choice')).to.deep.include({
        headers: { 'content-type': 'application/json' },
        body: '"aaa"',
      });
    });

    it('leaves out what leads nowhere or round in circles, and takes the rest', async () => {
      const { leftOut, requests } = await read('openapi', 'shop-3.1.json');
      expect(leftOut.map(({ request }) => request)).to.deep.equal(['GET /broken', 'GET /circle']);
      expect(requests).to.have.length(4);
    });
  });

  describe('2, as Swagger', () => {
    it('knows bodies, forms, arrays and base paths of its own', async () => {
      const pets = await read('openapi', 'swagger-2.json');
      expect(requestTo(pets, 'POST /v2/pet').body).to.deep.equal({ name: 'doggie', photoUrls: ['string'] });
      expect(requestTo(pets, 'GET /v2/pet/findByStatus').path).to.equal('/v2/pet/findByStatus?status=available');
      expect(requestTo(pets, 'POST /v2/pet/1').body).to.equal('name=Rex+%26+co');
      expect(pets.leftOut.map(({ request }) => request)).to.deep.equal(['POST /pet/{petId}/uploadImage']);
      expect(pets.origin).to.equal('https://petstore.example.com');
    });

    it('knows keys and OAuth', async () => {
      const pets = await read('openapi', 'swagger-2.json');
      expect(requestTo(pets, 'POST /v2/pet').headers).to.deep.equal({ authorization: 'Bearer ${API_TOKEN}' });
      expect(requestTo(pets, 'GET /v2/pet/1').headers).to.deep.equal({ api_key: '${API_KEY}' });
    });
  });

  it('reads a document in several files', async () => {
    const { requests } = await read('openapi', 'split/api.yaml');
    expect(requests).to.deep.equal([
      { method: 'POST', path: '/users', body: { name: 'Ann', boss: 'Bob' }, expectStatus: 200 },
    ]);
  });

  it('keeps to the limits of a schema', async () => {
    expect(await bodyOf({ type: 'string', minLength: 12, maxLength: 14 })).to.match(/^".{12,14}"$/);
    expect(await bodyOf({ type: 'array', minItems: 3, items: { type: 'integer', minimum: 7 } })).to.deep.equal([
      7, 7, 7,
    ]);
    expect(await bodyOf({ type: 'object', required: ['a'], properties: { a: { enum: ['x'] }, b: {} } })).to.deep.equal({
      a: 'x',
    });
    expect(
      await bodyOf({ oneOf: [{ type: 'object', required: ['first'], properties: { first: { const: 1 } } }, {}] }),
    ).to.deep.equal({
      first: 1,
    });
  });

  it('sends no fragment, and tells operations apart that have nothing else', async () => {
    const body = (value: number) => ({ requestBody: { content: { 'application/json': { example: { value } } } } });
    const text = openApiOf({}, { paths: { '/do#one': { post: body(1) }, '/do#two': { post: body(2) } } });
    const { requests } = await withFile(text, (file) => read('openapi', file));
    expect(requests).to.deep.equal([
      { method: 'POST', path: '/do', body: { value: 1 } },
      { id: 'POST /do (2)', method: 'POST', path: '/do', body: { value: 2 } },
    ]);
  });

  it('finds the path of a server, however that is written', async () => {
    expect(await pathOf({ url: 'http://localhost:8080/api/v1/' })).to.equal('/api/v1/thing');
    expect(await pathOf({ url: '/base' })).to.equal('/base/thing');
    expect(await pathOf({ url: '/' })).to.equal('/thing');
    expect(
      await pathOf({
        url: '{scheme}://x.com/{base}',
        variables: { scheme: { default: 'https' }, base: { default: 'v9' } },
      }),
    ).to.equal('/v9/thing');
  });
});
