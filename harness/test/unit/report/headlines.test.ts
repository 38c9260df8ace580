import { expect } from 'chai';
import type { EndpointResult, Finding, RunResult } from '../../../src/model/result.js';
import { formatAnnotations } from '../../../src/report/github/annotations.js';
import { formatJunit } from '../../../src/report/junit/format-junit.js';
import { formatMarkdown } from '../../../src/report/markdown/format-markdown.js';
import { formatSummary } from '../../../src/report/terminal/summary.js';
import { createFakeOutput, createOutcome } from '../../fixtures/report/fake-output.js';
import {
  connectionFinding,
  sampleEndpoint,
  sampleMetric,
  sampleRun,
  sampleTarget,
} from '../../fixtures/report/sample-result.js';

const places = { workspace: '/repo', cwd: '/repo' };
const outputs: Readonly<Record<string, (result: RunResult) => string>> = {
  terminal: (result) => formatSummary(createOutcome({ result }), createFakeOutput({ columns: 300 })),
  Markdown: (result) => formatMarkdown(result).replaceAll('\\', ''),
  GitHub: (result) => formatAnnotations(result, places).join('\n').replaceAll('%0A', '\n'),
  JUnit: formatJunit,
};

const runOf = (endpoint: EndpointResult): RunResult => {
  const { verdict } = endpoint;
  return sampleRun([sampleTarget('shop', { verdict, expect: 'clean', expectationMet: false, endpoints: [endpoint] })]);
};

/** The first growth that a text names. */
const firstGrowth = (text: string): string | undefined => /[+−][\d.]+ [^[]*\/request \[[^\]]*\]/.exec(text)?.[0];

describe('the headline of an endpoint', () => {
  const idle = sampleMetric('children', 'inconclusive', [0, 0, 0.01], 'Did not grow, but 280 requests are too few.');
  const heap = sampleMetric('heapUsedBytes', 'inconclusive', [137, 20, 250], 'Grows, but so would a cache.');
  const { metric, unit } = heap;
  const proven: Finding = { ...connectionFinding, metric, unit, perRequest: { estimate: 137, low: 120, high: 154 } };
  const perhaps: Finding = { ...connectionFinding, perRequest: { estimate: 1, low: -1, high: 3 } };
  const metrics = [idle, { ...heap, verdict: 'leaking' as const, perRequest: proven.perRequest }];
  const leaking = sampleEndpoint('GET /', { verdict: 'leaking', metrics, findings: [perhaps, proven] });
  const accepted = { ...leaking, findings: [{ ...connectionFinding, ignored: 'known' }, proven] };
  const advice = 'children: Did not grow, but 280 requests are too few.';
  const open = { verdict: 'inconclusive', metrics: [idle, heap], undecided: 'heapUsedBytes', advice } as const;

  for (const [name, format] of Object.entries(outputs)) {
    it(`is the growth that is proven and not accepted: ${name}`, () => {
      expect(firstGrowth(format(runOf(leaking)))).to.equal('+137 B heap/request [120 B, 154 B]');
      expect(firstGrowth(format(runOf(accepted)))).to.equal('+137 B heap/request [120 B, 154 B]');
    });

    it(`is without a verdict what looks most like a leak, with its estimate: ${name}`, () => {
      const text = format(runOf(sampleEndpoint('GET /', open)));
      expect(text).to.include('+137 B heap/request [20 B, 250 B]: Grows, but so would a cache.');
    });
  }
});
