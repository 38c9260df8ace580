import { expect } from 'chai';
import { fillTemplate, isTemplated } from '../../../src/load/request-template.js';
import type { RequestTemplate } from '../../../src/model/endpoint.js';

const plain: RequestTemplate = {
  method: 'GET',
  path: '/a?b=c',
  headers: { accept: '*/*' },
  body: null,
  expectStatus: [200, 399],
  abort: null,
};

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
    expect(fillTemplate(step, 42)).to.deep.equal({
      method: 'GET',
      path: '/42/42',
      headers: { etag: 'v42' },
      body: '[42,"42"]',
    });
  });

  it('decodes bytes and leaves them alone', () => {
    const bytes = Buffer.from('{n}');
    expect(fillTemplate({ ...plain, body: { base64: bytes.toString('base64') } }, 7).body).to.deep.equal(bytes);
  });
});
