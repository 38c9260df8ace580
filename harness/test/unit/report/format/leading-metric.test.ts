import { expect } from 'chai';
import type { MetricId } from '../../../../src/model/metrics/catalogue.js';
import type { EndpointResult, MetricResult, RunResult, Verdict } from '../../../../src/model/result.js';
import { summarizeEndpoint } from '../../../../src/report/format/endpoint-summary.js';
import { leadingMetric } from '../../../../src/report/format/leading-metric.js';
import { mergeUndecided } from '../../../../src/report/format/merge-undecided.js';
import { formatAnnotations } from '../../../../src/report/github/annotations.js';
import { formatJunit } from '../../../../src/report/junit/format-junit.js';
import { formatMarkdown } from '../../../../src/report/markdown/format-markdown.js';
import { formatSummary } from '../../../../src/report/terminal/summary.js';
import { createFakeOutput, createOutcome } from '../../../fixtures/report/fake-output.js';
import { sampleEndpoint, sampleMetric, sampleRun, sampleTarget } from '../../../fixtures/report/sample-result.js';

type Interval = readonly [estimate: number, low: number, high: number];

const still = 'Did not grow, but 320 requests are too few.';
const grew = 'Grew, but the target failed before a wait could show whether that comes back.';

/** As many tolerances of growth as the test says; what does not lie above nothing did not grow, as judges say it. */
function metricOf(id: MetricId, tolerances: Interval, verdict: Verdict = 'inconclusive'): MetricResult {
  const { tolerance } = sampleMetric(id, verdict, [0, 0, 0]);
  const [estimate, low, high] = tolerances.map((each) => each * tolerance) as unknown as Interval;
  return sampleMetric(id, verdict, [estimate, low, high], low > 0 ? grew : still);
}

const intervals: Readonly<Record<string, Interval>> = {
  'nothing at all': [0, 0, 0.5],
  'perhaps something': [2, -1, 5],
  'less than tolerated': [0.5, 0.2, 0.8],
  'about the tolerance': [1.5, 0.5, 2.5],
  'more than tolerated': [3, 2, 4],
  'far more': [2_200, 2_190, 2_210],
};
const rank = Object.keys(intervals);

/** Every pair of growths of a count and of memory, each named by the result, or none, in an open and a failed endpoint. */
function combinations(): readonly EndpointResult[] {
  return Object.values(intervals).flatMap((count) =>
    Object.values(intervals).flatMap((bytes) => {
      const metrics = [metricOf('fds', count), metricOf('heapUsedBytes', bytes)];
      const named: readonly Pick<EndpointResult, 'undecided'>[] = [
        {},
        { undecided: null },
        { undecided: 'fds' },
        { undecided: 'heapUsedBytes' },
      ];
      return (['inconclusive', 'failed'] as const).flatMap((verdict) =>
        named.map((each) => sampleEndpoint('GET /', { verdict, metrics, ...each })),
      );
    }),
  );
}

const runOf = (endpoints: readonly EndpointResult[]): RunResult =>
  sampleRun([sampleTarget('shop', { verdict: 'failed', expect: null, expectationMet: false, endpoints })]);

const outputs: Readonly<Record<string, (result: RunResult) => string>> = {
  terminal: (result) => formatSummary(createOutcome({ result }), createFakeOutput({ columns: 400 })),
  Markdown: (result) => formatMarkdown(result).replaceAll('\\', ''),
  GitHub: (result) => formatAnnotations(result, { workspace: '/repo', cwd: '/repo' }).join('\n'),
  JUnit: formatJunit,
};

describe('the metric that heads an endpoint without a verdict', () => {
  it('grew wherever one did, and then the headline says by how much', () => {
    const all = combinations();
    expect(all).to.have.length(rank.length * rank.length * 8);
    for (const endpoint of all) {
      const hasAnyGrown = endpoint.metrics.some(({ perRequest }) => (perRequest?.low ?? 0) > 0);
      const { headline, metric } = summarizeEndpoint(endpoint);
      if (!hasAnyGrown) continue;
      expect(metric?.perRequest?.low, headline).to.be.above(0);
      expect(headline).to.include('/request [').and.not.include('Did not grow');
    }
  });

  it('is the one whose interval speaks most for a leak, where the result names none', () => {
    for (const [weak, weaker] of rank.entries()) {
      for (const stronger of rank.slice(Math.max(2, weak + 1))) {
        const metrics = [
          metricOf('fds', intervals[weaker] as Interval),
          metricOf('heapUsedBytes', intervals[stronger] as Interval),
        ];
        const named = weak < 2 ? 'heapUsedBytes' : 'fds';
        const endpoint = sampleEndpoint('GET /', { verdict: 'inconclusive', metrics, undecided: null });
        expect(leadingMetric(endpoint)?.metric, `${weaker}, ${stronger}`).to.equal('heapUsedBytes');
        // What the result names stays, where that grew: no further request may decide it.
        expect(leadingMetric({ ...endpoint, undecided: 'fds' })?.metric, `${weaker}, ${stronger}`).to.equal(named);
      }
    }
  });

  it('is never what accuses nobody, nor what is clean', () => {
    const idle = metricOf('fds', [0, 0, 0.5]);
    const others = [metricOf('rssBytes', [3, 2, 4]), metricOf('heapUsedBytes', [0.5, 0.2, 0.8], 'clean')];
    const endpoint = sampleEndpoint('GET /', { verdict: 'inconclusive', metrics: [idle, ...others], undecided: 'fds' });
    expect(summarizeEndpoint(endpoint)).to.deep.include({ metric: idle, headline: `fds: ${still}` });
  });

  it('is a leak that is accepted where nothing else grew', () => {
    const accepted = metricOf('heapUsedBytes', [3, 2, 4], 'leaking');
    const metrics = [metricOf('fds', [0, 0, 0.5]), accepted];
    const endpoint = sampleEndpoint('GET /', { verdict: 'inconclusive', metrics, undecided: 'fds' });
    expect(leadingMetric(endpoint)).to.equal(accepted);
  });

  it('keeps an endpoint that grew out of those with the same reason', () => {
    const quiet = { verdict: 'inconclusive', metrics: [metricOf('fds', [0, 0, 0.5])], undecided: 'fds' } as const;
    const growing = { ...quiet, metrics: [...quiet.metrics, metricOf('heapUsedBytes', [3, 2, 4])] };
    const endpoints = ['/a', '/b', '/c'].map((id) => sampleEndpoint(id, quiet));
    const merged = mergeUndecided([...endpoints, sampleEndpoint('/grows', growing)]);
    expect(merged.map(({ id }) => id)).to.deep.equal(['/grows', '3 endpoints']);
    expect(summarizeEndpoint(merged[1] as EndpointResult).headline).to.equal(`fds: ${still}`);
  });

  const dead = sampleEndpoint('GET /', {
    verdict: 'inconclusive',
    metrics: [
      metricOf('children', [0, 0, 0.5]),
      sampleMetric('heapUsedBytes', 'inconclusive', [72_300, 72_200, 72_400], grew),
    ],
    undecided: 'children',
    advice: 'The target failed before this was decided.',
  });
  for (const [name, format] of Object.entries(outputs)) {
    it(`tells what a target died of, and nothing else: ${name}`, () => {
      for (const verdict of ['inconclusive', 'failed'] as const) {
        const text = format(runOf([{ ...dead, verdict }]));
        expect(text).to.include('+72.3 KB heap/request [72.2 KB, 72.4 KB]').and.not.include('Did not grow');
      }
    });
  }
});
