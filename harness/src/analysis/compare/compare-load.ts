import type { LoadComparison } from '../../model/comparison.js';
import type { EndpointLoad, GrowthEstimate } from '../../model/result.js';
import { compareGrowth } from './compare-growth.js';

/** Two-sided 99 %, as all intervals of Leakline. */
const z = 2.576;

/** A hundredth more of failed requests is within what a busy machine does. */
const failedShareMargin = 0.01;

/** Interval of a share (Wilson 1927), good also where nothing or everything failed. */
export function wilsonInterval(count: number, total: number, quantile = z): GrowthEstimate {
  if (total === 0) return { estimate: 0, low: 0, high: 1 };
  const share = count / total;
  const spread = quantile * Math.sqrt((share * (1 - share)) / total + quantile ** 2 / (4 * total ** 2));
  const scale = 1 + quantile ** 2 / total;
  const middle = share + quantile ** 2 / (2 * total);
  return { estimate: share, low: (middle - spread) / scale, high: (middle + spread) / scale };
}

const failedShare = ({ sent, ok }: EndpointLoad): GrowthEstimate => wilsonInterval(sent - ok, sent);

/**
 * The load of two runs. Failures are counted, so they can be told apart; latency and throughput come as one number a run,
 * without a measure of their noise, and are only shown.
 */
export function compareLoad(before: EndpointLoad, after: EndpointLoad): readonly LoadComparison[] {
  const [was, is] = [failedShare(before), failedShare(after)];
  const shown = (figure: LoadComparison['figure'], of: (load: EndpointLoad) => number): LoadComparison => ({
    figure,
    before: of(before),
    after: of(after),
    comparison: null,
  });
  return [
    {
      figure: 'failedShare',
      before: was.estimate,
      after: is.estimate,
      comparison: compareGrowth(was, is, failedShareMargin),
    },
    shown('latencyP50Ms', ({ latencyMs }) => latencyMs.p50),
    shown('latencyP99Ms', ({ latencyMs }) => latencyMs.p99),
    shown('requestsPerSecond', ({ requestsPerSecond }) => requestsPerSecond),
  ];
}
