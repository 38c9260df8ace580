import { expect } from 'chai';
import type { RunResult, Verdict } from 'leakline';
import type { FirstHourService } from '../../../bench/first-hour/first-hour-service.js';
import { judgeService } from '../../../bench/first-hour/judge-service.js';

const shop: FirstHourService = {
  name: 'shop',
  build: [],
  initOptions: [],
  login: {},
  routes: { 'GET /a': 'clean', 'GET /b/:id': 'leaking', 'DELETE /b/:id': 'comment', 'POST /a': 'either' },
};

const configuration = `
  endpoints: [
    'GET /a',
    'GET /b/1',
    // 'DELETE /b/{n}',
    // { path: '/a', body: {} }, // answered 400
  ],`;

interface Driven {
  readonly verdict: Verdict;
  readonly byStatus?: Readonly<Record<string, number>>;
}

/** What the judge reads of a result. */
function resultOf(driven: Readonly<Record<string, Driven>>): RunResult {
  const endpoints = Object.entries(driven).map(([id, { verdict, byStatus = { 200: 9 } }]) => ({
    id,
    verdict,
    findings: [],
    metrics: [],
    load: { byStatus },
  }));
  return { targets: [{ endpoints, failure: null }] } as unknown as RunResult;
}

const right = { 'GET /a': { verdict: 'clean' }, 'GET /b/1': { verdict: 'leaking' } } as const;

describe('judgeService', () => {
  it('finds nothing where all is as it should be', () => {
    expect(judgeService(shop, configuration, resultOf(right), 1)).to.deep.equal([]);
  });

  it('names a wrong verdict, and one that is missing', () => {
    const result = resultOf({ 'GET /a': { verdict: 'inconclusive' }, 'GET /b/1': { verdict: 'clean' } });
    expect(judgeService(shop, configuration, result, 2)).to.deep.equal([
      'GET /a inconclusive, and is clean',
      'GET /b/:id clean, and is leaking',
      'exit code 2, expected 1',
    ]);
  });

  it('names answers with an error, also where the verdict is right', () => {
    const result = resultOf({ ...right, 'GET /a': { verdict: 'clean', byStatus: { 200: 3, 404: 2 } } });
    expect(judgeService(shop, configuration, result, 1)).to.deep.equal(['GET /a 2 answers with 404']);
  });

  it('names a route that is only a comment, and one that is nowhere', () => {
    const result = resultOf({ 'GET /b/1': { verdict: 'leaking' } });
    expect(judgeService(shop, "// 'GET /a', // answered 500\n// 'DELETE /b/1'", result, 1)).to.deep.equal([
      "GET /a is not driven: 'GET /a', // answered 500",
      'POST /a is nowhere in the configuration',
    ]);
  });

  it('does not take a driven route for a comment, nor a route of another method', () => {
    expect(judgeService(shop, "'DELETE /b/1', 'POST /a'\n// 'GET /b/1'", resultOf(right), 1)).to.deep.equal([
      'DELETE /b/:id is nowhere in the configuration',
      'POST /a is nowhere in the configuration',
    ]);
  });

  it('names a route that is driven and should not be, and one that does not exist', () => {
    const result = resultOf({ ...right, 'DELETE /b/1': { verdict: 'clean' }, 'GET /c': { verdict: 'clean' } });
    expect(judgeService(shop, configuration, result, 1)).to.deep.equal([
      'DELETE /b/:id is driven, though it needs a secret or changes what is there',
      'GET /c (no such route)',
    ]);
  });

  it('wants a route behind a login to be a comment first, and driven afterwards', () => {
    const account: FirstHourService = { ...shop, routes: { 'GET /me': 'leaking behind login' } };
    const result = resultOf({ 'GET /me': { verdict: 'leaking' } });
    expect(judgeService(account, "// 'GET /me', // answered 401", result, 1)).to.deep.equal([]);
    expect(judgeService(account, "'GET /me',", result, 1)).to.deep.equal([
      'GET /me was to be driven before the login was known',
    ]);
    expect(judgeService(account, "// 'GET /me', // answered 401", resultOf({}), 1)).to.deep.equal([
      "GET /me is not driven: 'GET /me', // answered 401",
    ]);
  });

  it('finds everything missing without a result', () => {
    expect(judgeService(shop, configuration, null, 3)).to.deep.equal([
      'GET /a is nowhere in the configuration',
      'GET /b/:id is nowhere in the configuration',
      'exit code 3, expected 1',
    ]);
  });
});
