import { expect } from 'chai';
import { compareHeapPeak } from '../../../../src/analysis/compare/compare-peaks.js';
import type { EndpointPeak } from '../../../../src/model/endpoint-load.js';
import type { EndpointResult } from '../../../../src/model/result.js';
import { sampleEndpoint, sampleMetric } from '../../../fixtures/report/sample-result.js';

const peak = (liveHeapBytes: number, atMost = liveHeapBytes, details: Partial<EndpointPeak> = {}): EndpointPeak => ({
  liveHeapBytes,
  liveHeapAtMostBytes: atMost,
  allocatedBytesPerRequest: null,
  isShared: false,
  ...details,
});
const withPeak = (of: EndpointPeak | null, changes: Partial<EndpointResult> = {}): EndpointResult =>
  sampleEndpoint('GET /', { peak: of, ...changes });
const comparisonOf = (before: EndpointPeak, after: EndpointPeak) =>
  compareHeapPeak(withPeak(before), withPeak(after))?.comparison;

describe('compareHeapPeak', () => {
  const cases = [
    ['the same', peak(40e6), peak(40e6), 'same'],
    ['a tenth more', peak(40e6), peak(44e6), 'same'],
    ['a tenth less', peak(44e6), peak(40e6), 'same'],
    ['a fifth more', peak(40e6), peak(48e6), 'worse'],
    ['a fifth less', peak(48e6), peak(40e6), 'better'],
    ['more than the other may have been', peak(20e6, 40e6), peak(48e6, 90e6), 'worse'],
    ['less than the other surely was', peak(48e6, 90e6), peak(20e6, 40e6), 'better'],
    ['twice, but no more than the other may have been', peak(20e6, 60e6), peak(40e6, 60e6), 'unclear'],
    ['the same, as far as V8 looked', peak(10e6, 25e6), peak(10e6, 25e6), 'unclear'],
  ] as const;
  for (const [what, before, after, comparison] of cases) {
    it(`calls ${what} ${comparison}`, () => {
      expect(comparisonOf(before, after)).to.equal(comparison);
    });
  }

  it('cannot tell where a leak made it as high as the run was long', () => {
    const metrics = [sampleMetric('heapUsedBytes', 'leaking', [500, 500, 500])];
    const [low, high] = [withPeak(peak(20e6)), withPeak(peak(80e6))];
    const leaky = (endpoint: EndpointResult): EndpointResult => ({ ...endpoint, metrics });
    expect(compareHeapPeak(low, high)?.comparison).to.equal('worse');
    expect(compareHeapPeak(leaky(low), high)?.comparison).to.equal('unclear');
    expect(compareHeapPeak(low, leaky(high))?.comparison).to.equal('unclear');
  });

  it('cannot tell where others were driven with it in one run alone', () => {
    const shared = { isShared: true };
    expect(comparisonOf(peak(20e6), peak(80e6, 80e6, shared))).to.equal('unclear');
    expect(comparisonOf(peak(20e6, 20e6, shared), peak(80e6, 80e6, shared))).to.equal('worse');
  });

  it('is null where a run does not know it', () => {
    expect(compareHeapPeak(withPeak(null), withPeak(peak(1)))).to.equal(null);
    expect(compareHeapPeak(withPeak(peak(1)), withPeak(null))).to.equal(null);
    expect(compareHeapPeak(sampleEndpoint('GET /'), withPeak(peak(1)))).to.equal(null);
  });
});
