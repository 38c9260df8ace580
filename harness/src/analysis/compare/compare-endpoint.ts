import type { Comparison, EndpointComparison, LoadComparison, MetricComparison } from '../../model/comparison.js';
import type { EndpointResult } from '../../model/result.js';
import { compareLoad } from './compare-load.js';
import { compareMetric } from './compare-metric.js';
import { compareHeapPeak, comparePeaks } from './compare-peaks.js';

/**
 * Whether an endpoint got worse. The metrics that accuse decide. A clean endpoint cannot be worse, whatever its noise.
 * A leaking one is no worse when everything that leaks is the same or less. Of an undecided one nothing can be said.
 */
function concludeEndpoint(
  after: EndpointResult,
  metrics: readonly MetricComparison[],
  load: readonly LoadComparison[],
): Comparison {
  const deciding = metrics.filter(({ decides }) => decides);
  const has = (comparison: Comparison): boolean => deciding.some((metric) => metric.comparison === comparison);
  if (has('worse') || load.some(({ decides, comparison }) => decides && comparison === 'worse')) return 'worse';
  if (after.verdict === 'inconclusive' || after.verdict === 'failed') return 'unclear';
  const accusing = after.findings.map(({ metric }) => metric);
  const isUnclear = metrics.some(({ metric, comparison }) => accusing.includes(metric) && comparison === 'unclear');
  if (after.verdict === 'leaking' && isUnclear) return 'unclear';
  return has('better') ? 'better' : 'same';
}

const isAccepted = ({ verdict, findings }: EndpointResult): boolean =>
  verdict === 'clean' && findings.some(({ ignored }) => ignored !== null);

/** Compares one endpoint of two runs, metric by metric. */
export function compareEndpoint(target: string, before: EndpointResult, after: EndpointResult): EndpointComparison {
  const ids = [...new Set([...after.metrics, ...before.metrics].map(({ metric }) => metric))];
  const metrics = ids.map((metric) => compareMetric(before, after, metric));
  const load = compareLoad(before.load, after.load);
  return {
    target,
    endpoint: after.id,
    comparison: concludeEndpoint(after, metrics, load),
    before: before.verdict,
    after: after.verdict,
    accepted: { before: isAccepted(before), after: isAccepted(after) },
    metrics,
    load,
    peaks: comparePeaks(before.load, after.load),
    heapPeak: compareHeapPeak(before, after),
  };
}
