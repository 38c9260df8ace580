import { expect } from 'chai';
import { formatExpectations, formatRunSentence } from '../../../../src/report/format/run-sentence.js';
import {
  leakingDatabase,
  sampleEndpoint,
  sampleRun,
  sampleTarget,
  sampleTwins,
} from '../../../fixtures/report/sample-result.js';

describe('the run in one sentence', () => {
  it('gives the number, the endpoint and what else leaks', () => {
    expect(formatRunSentence(sampleTwins)).to.equal(
      'with-leak leaks 1.00 pg connection per request on GET /api/database and on 2 more endpoints; without-leak is clean.',
    );
  });

  it('does not call an undecided or failed target clean', () => {
    const run = sampleRun([sampleTarget('a', { verdict: 'inconclusive' }), sampleTarget('b', { verdict: 'failed' })]);
    expect(formatRunSentence(run)).to.equal('a could not be decided; b failed.');
  });

  it('says that a clean target is known only as far as its requests reached', () => {
    const bound = { metric: 'fds', perRequest: 0.005, requests: 600, isFull: false } as const;
    const sentenceOf = (isFull: boolean): string =>
      formatRunSentence(
        sampleRun([sampleTarget('a', { endpoints: [sampleEndpoint('/', { bound: { ...bound, isFull } })] })]),
      );
    expect(sentenceOf(false)).to.equal('a is clean as far as its requests reached.');
    expect(sentenceOf(true)).to.equal('a is clean.');
  });

  it('says that a run was interrupted', () => {
    expect(formatRunSentence(sampleRun([], { interrupted: true }))).to.equal('Interrupted: Nothing was measured.');
  });

  it('knows a leak without a finding', () => {
    const endpoints = [{ ...leakingDatabase, findings: [] }];
    expect(formatRunSentence(sampleRun([sampleTarget('a', { verdict: 'leaking', endpoints })]))).to.equal('a leaks.');
  });

  it('speaks of expectations only where there are any', () => {
    expect(formatExpectations(sampleTwins)).to.equal('Expectations met');
    expect(formatExpectations(sampleRun([sampleTarget('a')], { expectationsMet: false }))).to.equal('Not passed');
  });
});
