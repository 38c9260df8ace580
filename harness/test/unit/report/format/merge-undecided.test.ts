import { expect } from 'chai';
import { mergeUndecided } from '../../../../src/report/format/merge-undecided.js';
import {
  leakingDatabase,
  sampleEndpoint,
  sampleMetric,
  shortOfRequests as short,
} from '../../../fixtures/report/sample-result.js';

describe('endpoints without a verdict', () => {
  it('become one where they have the same reason, with the range of its numbers', () => {
    const [merged, ...others] = mergeUndecided([short('GET /a', 56), short('GET /b', 120), short('GET /c', 40)]);
    expect(others).to.deep.equal([]);
    expect(merged).to.deep.include({
      id: '3 endpoints',
      verdict: 'inconclusive',
      requests: 216,
      remarks: ['GET /a, GET /b, GET /c'],
      advice: 'fds: Did not grow, but 40–120 requests are too few. Raise budget.seconds (now 60).',
    });
    expect(merged?.metrics[0]?.reason).to.equal('Did not grow, but 40–120 requests are too few.');
    // What holds for all of them.
    expect(merged?.metrics[0]?.minimumDetectable).to.equal(3 / 40);
  });

  it('become one where none of them was reached', () => {
    const unreached = { metrics: [], undecided: null, advice: 'The target failed before this was decided.' };
    const merged = mergeUndecided([short('GET /a', 0, unreached), short('GET /b', 0, unreached)]);
    expect(merged.map(({ id, metrics }) => [id, metrics])).to.deep.equal([['2 endpoints', []]]);
  });

  it('stay apart where reasons differ, and where one looks like a leak', () => {
    const heap = sampleMetric('heapUsedBytes', 'inconclusive', [137, 20, 250], 'Grows, but so would a cache.');
    const growing = {
      metrics: [heap],
      undecided: 'heapUsedBytes',
      advice: 'heapUsedBytes: Grows, but so would a cache.',
    } as const;
    const apart = [
      short('GET /a', 56),
      short('GET /b', 60, growing),
      short('GET /c', 60, growing),
      short('GET /d', 60, { remarks: ['something of its own'] }),
    ];
    expect(mergeUndecided(apart)).to.deep.equal(apart);
  });

  it('stand behind all others, whom somebody may suspect', () => {
    const endpoints = [sampleEndpoint('GET /x'), short('GET /a', 56), leakingDatabase, short('GET /b', 57)];
    expect(mergeUndecided(endpoints).map(({ id }) => id)).to.deep.equal(['GET /x', leakingDatabase.id, '2 endpoints']);
  });
});
