import { expect } from 'chai';
import type { TriedRoute } from '../../../src/discovery/service/candidate.js';
import { undocumented } from '../../../src/discovery/undocumented.js';

const route = (method: string, path: string, isForAll = false): TriedRoute => ({
  candidate: { method, path, isForAll, pathValues: {}, query: '', body: { kind: 'none' } },
  path,
  learned: [],
  outcome: { kind: 'works' },
});

const left = (routes: readonly TriedRoute[], requests: Parameters<typeof undocumented>[1]): readonly string[] =>
  undocumented(routes, requests).map(({ candidate }) => `${candidate.method} ${candidate.path}`);

describe('undocumented', () => {
  const routes = [route('GET', '/users'), route('GET', '/users/:id'), route('POST', '/users'), route('GET', '/a.b')];

  it('leaves out what a request goes to, whatever stands for parameters', () => {
    expect(left(routes, [{ path: '/users/17?full=1' }])).to.deep.equal(['GET /users', 'POST /users', 'GET /a.b']);
    expect(left(routes, [{ path: '/users/', body: {} }])).to.deep.equal(['GET /users', 'GET /users/:id', 'GET /a.b']);
    expect(left(routes, [{ path: '/aXb' }, { path: '/users/1/posts' }])).to.have.length(4);
  });

  it('takes any method for a route of every method', () => {
    expect(left([route('GET', '/all', true)], [{ method: 'PUT', path: '/all' }])).to.deep.equal([]);
  });
});
