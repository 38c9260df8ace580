import { expect } from 'chai';
import { dependsOn, fillTemplate, isTemplated, type ValueSource } from '../../../src/load/request-template.js';
import type { RequestTemplate } from '../../../src/model/endpoint.js';

const plain: RequestTemplate = {
  method: 'GET',
  path: '/a?b=c',
  headers: { accept: '*/*' },
  body: null,
  expectStatus: [200, 399],
  abort: null,
  captures: [],
};

const valuesOf = (given: Readonly<Record<string, string>>, n = 1): ValueSource => ({
  lookUp: (name) => given[name],
  all: () => ({ ...given, n, uuid: 'a uuid', random: 7 }),
});
const numbered = (n: number): ValueSource => valuesOf({ n: String(n) }, n);

describe('load/request-template', () => {
  it('knows a template by its path, header values or text body', () => {
    expect(isTemplated(plain)).to.equal(false);
    expect(isTemplated({ ...plain, path: '/{n}' })).to.equal(true);
    expect(isTemplated({ ...plain, headers: { etag: 'v{n}' } })).to.equal(true);
    expect(isTemplated({ ...plain, body: { text: '{"id":{n}}' } })).to.equal(true);
    expect(isTemplated({ ...plain, body: { base64: Buffer.from('{n}').toString('base64') } })).to.equal(false);
  });

  it('fills in every placeholder with the same number', () => {
    const step = { ...plain, path: '/{n}/{n}', headers: { etag: 'v{n}' }, body: { text: '[{n},"{n}"]' } };
    expect(fillTemplate(step, numbered(42))).to.deep.equal({
      method: 'GET',
      path: '/42/42',
      headers: { etag: 'v42' },
      body: '[42,"42"]',
    });
  });

  it('decodes bytes and leaves them alone', () => {
    const bytes = Buffer.from('{n}');
    expect(fillTemplate({ ...plain, body: { base64: bytes.toString('base64') } }, numbered(7)).body).to.deep.equal(
      bytes,
    );
  });

  it('leaves a name without a value as it stands', () => {
    const step = { ...plain, body: { text: '{ me {id name} } {"a":"{b}"}' } };
    expect(fillTemplate(step, numbered(1)).body).to.equal(step.body.text);
  });

  it('encodes a value as its place asks', () => {
    const values = valuesOf({ name: 'a "b"/é' });
    const bodyOf = (contentType: string, text: string) =>
      fillTemplate({ ...plain, headers: { 'Content-Type': contentType }, body: { text } }, values).body;
    expect(fillTemplate({ ...plain, path: '/x/{name}' }, values).path).to.equal('/x/a%20%22b%22%2F%C3%A9');
    expect(fillTemplate({ ...plain, headers: { x: '{name}' } }, values).headers).to.deep.equal({ x: 'a "b"/é' });
    expect(bodyOf('application/json', '{"name":"{name}"}')).to.equal('{"name":"a \\"b\\"/é"}');
    expect(bodyOf('application/merge-patch+json', '"{name}"')).to.equal('"a \\"b\\"/é"');
    expect(bodyOf('application/x-www-form-urlencoded', 'name={name}')).to.equal('name=a%20%22b%22%2F%C3%A9');
    expect(bodyOf('text/plain', 'name={name}')).to.equal('name=a "b"/é');
  });

  it('lets no value begin a header of its own', () => {
    const step = { ...plain, headers: { x: '{name}' } };
    expect(() => fillTemplate(step, valuesOf({ name: 'a\r\nb: c' }))).to.throw('its header x has a line break');
  });

  it('makes the body by a function, and says its type', () => {
    const made = (make: (values: { n: number }) => unknown, headers = {}) =>
      fillTemplate({ ...plain, headers, body: { make } }, valuesOf({ user: 'u' }, 3));
    expect(made(({ n }) => ({ n }))).to.include({ body: '{"n":3}' });
    expect(made(({ n }) => ({ n })).headers).to.deep.equal({ 'content-type': 'application/json' });
    expect(made((values) => values).body).to.equal('{"user":"u","n":3,"uuid":"a uuid","random":7}');
    expect(made(() => [], { 'Content-Type': 'application/vnd.x+json' }).headers).to.have.all.keys('Content-Type');
    expect(made(() => 'text')).to.deep.include({ body: 'text', headers: {} });
    expect(made(() => new Uint8Array([1, 2])).body).to.deep.equal(Buffer.from([1, 2]));
    expect(made(() => undefined).body).to.equal(null);
  });

  it('says what is wrong with a body function', () => {
    const make = (body: () => unknown) => () => fillTemplate({ ...plain, body: { make: body } }, numbered(1));
    expect(
      make(() => {
        throw new TypeError('no such field');
      }),
    ).to.throw('its body function threw TypeError: no such field');
    expect(make(async () => ({}))).to.throw('its body function returned a promise');
  });

  it('knows whether a request depends on what every unit has', () => {
    const names = ['n', 'email'];
    expect(dependsOn({ ...plain, headers: { authorization: 'Bearer {token}' } }, names)).to.equal(false);
    expect(dependsOn({ ...plain, path: '/{email}' }, names)).to.equal(true);
    expect(dependsOn({ ...plain, body: { make: () => 1 } }, names)).to.equal(true);
  });
});
