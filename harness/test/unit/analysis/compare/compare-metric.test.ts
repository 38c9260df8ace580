import { expect } from 'chai';
import { compareMetric } from '../../../../src/analysis/compare/compare-metric.js';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import type { EndpointResult, MetricResult, Verdict } from '../../../../src/model/result.js';
import { connectionFinding, sampleEndpoint, sampleMetric } from '../../../fixtures/report/sample-result.js';

const heap = (
  verdict: Verdict,
  estimate: number,
  spread: number,
  changes: Partial<MetricResult> = {},
): EndpointResult =>
  sampleEndpoint('GET /', {
    metrics: [
      { ...sampleMetric('heapUsedBytes', verdict, [estimate, estimate - spread, estimate + spread]), ...changes },
    ],
  });
const comparisonOf = (before: EndpointResult, after: EndpointResult) =>
  compareMetric(before, after, 'heapUsedBytes').comparison;

describe('compareMetric', () => {
  it('gives both growths, their difference with its interval, and the margin', () => {
    expect(compareMetric(heap('leaking', 100, 3), heap('leaking', 200, 4), 'heapUsedBytes')).to.deep.equal({
      metric: 'heapUsedBytes',
      unit: 'bytes',
      comparison: 'worse',
      before: { estimate: 100, low: 97, high: 103 },
      after: { estimate: 200, low: 196, high: 204 },
      difference: { estimate: 100, low: 95, high: 105 },
      margin: 32,
      decides: true,
    });
  });

  describe('between clean and leaking', () => {
    const cases = [
      ['clean before, leaking now, apart', heap('clean', 20, 5), heap('leaking', 45, 5), 'worse'],
      ['leaking before, clean now, apart', heap('leaking', 45, 5), heap('clean', 20, 5), 'better'],
      [
        'clean before, leaking now, within noise of each other',
        heap('clean', 25, 15),
        heap('leaking', 40, 15),
        'unclear',
      ],
      [
        'leaking before, clean now, within noise of each other',
        heap('leaking', 40, 15),
        heap('clean', 25, 15),
        'unclear',
      ],
      ['leaking both times, closer than the tolerance', heap('leaking', 45, 2), heap('leaking', 60, 2), 'same'],
      ['clean both times, lower now', heap('clean', 20, 2), heap('clean', 2, 2), 'same'],
      ['clean both times, closer than the tolerance', heap('clean', 2, 2), heap('clean', 20, 2), 'same'],
      [
        'undecided before, leaking now, closer than the tolerance',
        heap('inconclusive', 20, 2),
        heap('leaking', 45, 2),
        'same',
      ],
      [
        'leaking before, undecided now, closer than the tolerance',
        heap('leaking', 45, 2),
        heap('inconclusive', 20, 2),
        'same',
      ],
      [
        'clean before, leaking now, exactly at the border of the difference',
        heap('clean', 20, 0),
        heap('leaking', 20, 0),
        'same',
      ],
      [
        'leaking before, clean now, exactly at the border of the difference',
        heap('leaking', 20, 0),
        heap('clean', 20, 0),
        'same',
      ],
    ] as const;
    for (const [what, before, after, comparison] of cases) {
      it(`calls ${what}: ${comparison}`, () => expect(comparisonOf(before, after)).to.equal(comparison));
    }
  });

  it('takes the larger of two tolerances as margin', () => {
    const [strict, lax] = [heap('leaking', 100, 1, { tolerance: 10 }), heap('leaking', 150, 1, { tolerance: 80 })];
    expect(compareMetric(strict, lax, 'heapUsedBytes')).to.deep.include({ margin: 80, comparison: 'same' });
    expect(compareMetric(lax, strict, 'heapUsedBytes')).to.deep.include({ margin: 80, comparison: 'same' });
  });

  it('cannot tell what only one run measured, or could not estimate', () => {
    const none = sampleEndpoint('GET /', { metrics: [] });
    const known = heap('leaking', 100, 1, { tolerance: 40 });
    const unknown = heap('inconclusive', 0, 0, { perRequest: null });
    const estimate = { estimate: 100, low: 99, high: 101 };
    const untold = { comparison: 'unclear', difference: null, unit: 'bytes' };
    const compare = (before: EndpointResult, after: EndpointResult) => compareMetric(before, after, 'heapUsedBytes');
    expect(compare(none, known)).to.deep.include({ ...untold, before: null, after: estimate, margin: 40 });
    expect(compare(known, none)).to.deep.include({ ...untold, before: estimate, after: null, margin: 40 });
    expect(compare(unknown, known)).to.deep.include({ ...untold, before: null, after: estimate });
    expect(compare(known, unknown)).to.deep.include({ ...untold, before: estimate, after: null });
    expect(compare(none, none)).to.deep.include({ ...untold, unit: 'count', margin: 0 });
  });

  it('lets decide what may accuse and is no cost of another leak in either run', () => {
    const decides = (before: EndpointResult, after: EndpointResult, metric: MetricId) =>
      compareMetric(before, after, metric).decides;
    const plain = sampleEndpoint('GET /');
    const leaking = sampleEndpoint('GET /', { verdict: 'leaking', findings: [connectionFinding] });
    expect(decides(plain, plain, 'heapUsedBytes')).to.equal(true);
    expect(decides(plain, plain, 'rssBytes'), 'resident memory').to.equal(false);
    expect(decides(plain, plain, 'no.such.metric' as MetricId)).to.equal(false);
    expect(decides(leaking, plain, 'heapUsedBytes'), 'a cost before').to.equal(false);
    expect(decides(plain, leaking, 'heapUsedBytes'), 'a cost now').to.equal(false);
    expect(decides(leaking, leaking, 'pg.connections')).to.equal(true);
    expect(decides(leaking, leaking, 'redis.connections'), 'beside a leak, no cost of it').to.equal(true);
  });
});
