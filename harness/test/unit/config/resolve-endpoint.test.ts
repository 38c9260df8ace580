import { expect } from 'chai';
import type { UserEndpoint } from '../../../src/config/user-config.js';
import type { Endpoint } from '../../../src/model/endpoint.js';
import { minimal, resolve } from './minimal-config.js';

function resolved(endpoint: UserEndpoint): Endpoint {
  const [first] = resolve({ ...minimal, endpoints: [endpoint] }).targets[0]?.endpoints ?? [];
  if (first === undefined) throw new Error('no endpoint');
  return first;
}

describe('config/resolve-endpoint', () => {
  it('reads the short form', () => {
    expect(resolved('delete /x?y=z')).to.deep.include({ id: 'DELETE /x?y=z' });
    expect(resolved('/x').steps[0]).to.include({ method: 'GET', path: '/x' });
  });

  it('sends an object as JSON, and says so', () => {
    const [step] = resolved({ path: '/x', body: { n: '{n}' } }).steps;
    expect(step).to.deep.include({
      method: 'POST',
      body: { text: '{"n":"{n}"}' },
      headers: { 'content-type': 'application/json' },
    });
  });

  it('leaves a content type of the user alone', () => {
    const headers = { 'Content-Type': 'application/vnd.api+json' };
    expect(resolved({ path: '/x', body: [], headers }).steps[0]?.headers).to.deep.equal(headers);
  });

  it('sends text as it is, and bytes from base64, without a content type', () => {
    expect(resolved({ method: 'PUT', path: '/x', body: 'raw {n}' }).steps[0]).to.deep.include({
      method: 'PUT',
      body: { text: 'raw {n}' },
      headers: {},
    });
    expect(resolved({ path: '/x', bodyBase64: 'AAH/' }).steps[0]?.body).to.deep.equal({ base64: 'AAH/' });
  });

  it('keeps a function for bodies', () => {
    const body = ({ n }: { n: number }): unknown => ({ n });
    const [step] = resolved({ path: '/x', body }).steps;
    expect(step).to.deep.include({ method: 'POST', body: { make: body }, headers: {} });
  });

  it('takes one status, or a range', () => {
    expect(resolved({ path: '/x', expectStatus: 503 }).steps[0]?.expectStatus).to.deep.equal([503, 503]);
    expect(resolved({ path: '/x', expectStatus: [400, 499] }).steps[0]?.expectStatus).to.deep.equal([400, 499]);
  });

  it('names a unit of several steps after all of them', () => {
    const unit = resolved({ steps: ['/item', { method: 'POST', path: '/purge', abort: 'response' }] });
    expect(unit.id).to.equal('GET /item → POST /purge');
    expect(unit.steps.map(({ abort }) => abort)).to.deep.equal([null, 'response']);
  });

  it('keeps an id of its own', () => {
    expect(resolved({ id: 'upload', path: '/x' }).id).to.equal('upload');
    expect(resolved({ id: 'fill', steps: ['/a', '/b'] }).id).to.equal('fill');
  });
});
