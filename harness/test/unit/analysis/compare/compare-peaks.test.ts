import { expect } from 'chai';
import { comparePeaks } from '../../../../src/analysis/compare/compare-peaks.js';
import type { BlockPeak, EndpointLoad } from '../../../../src/model/endpoint-load.js';
import { sampleEndpoint } from '../../../fixtures/report/sample-result.js';

const { load } = sampleEndpoint('GET /');
const withPeaks = (...peaks: readonly BlockPeak[]): EndpointLoad => ({ ...load, peaks });
const clients = (median: number, low = median, high = median): BlockPeak => ({
  metric: 'pg.connections',
  median,
  low,
  high,
});

describe('comparePeaks', () => {
  const cases = [
    ['the same pool', clients(10), clients(10), 'same'],
    ['one connection more', clients(10), clients(11), 'same'],
    ['twice the pool', clients(10), clients(20), 'worse'],
    ['half the pool', clients(20), clients(10), 'better'],
    ['peaks that vary more than they differ', clients(10, 4, 18), clients(14, 6, 22), 'unclear'],
  ] as const;
  for (const [what, before, after, comparison] of cases) {
    it(`calls ${what} ${comparison}`, () => {
      expect(comparePeaks(withPeaks(before), withPeaks(after))).to.deep.equal([
        { metric: 'pg.connections', before: before.median, after: after.median, comparison },
      ]);
    });
  }

  it('leaves out what only one run knows', () => {
    expect(comparePeaks(load, withPeaks(clients(10)))).to.deep.equal([]);
    expect(comparePeaks(withPeaks(clients(10)), load)).to.deep.equal([]);
    expect(comparePeaks(withPeaks({ ...clients(3), metric: 'sockets' }), withPeaks(clients(3)))).to.deep.equal([]);
  });
});
