import type { LoadComparison } from '../../model/comparison.js';
import type { BlockFigure, EndpointLoad } from '../../model/endpoint-load.js';
import type { GrowthEstimate } from '../../model/result.js';
import { compareGrowth, differenceOf } from './compare-growth.js';

/** Two-sided 99 %, as all intervals of Leakline. */
const z = 2.576;

/** On a busy machine up to a hundredth more of the requests fails. */
const failedShareMargin = 0.01;

/** Interval of a share (Wilson 1927). It also holds where nothing or everything failed. */
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
 * A change of speed by less than this factor may come from the machine. Source: DESIGN.md, "Two runs of one service".
 */
const speedMargin = 2;

/** Ratios are compared as differences of logarithms, so that twice as slow and half as fast weigh the same. */
const toLog = ({ median, low, high }: BlockFigure): GrowthEstimate => ({
  estimate: Math.log(median),
  low: Math.log(low),
  high: Math.log(high),
});

const toRatio = ({ estimate, low, high }: GrowthEstimate): GrowthEstimate => ({
  estimate: Math.exp(estimate),
  low: Math.exp(low),
  high: Math.exp(high),
});

const inverse = { better: 'worse', worse: 'better', same: 'same', unclear: 'unclear' } as const;

type Speed = Exclude<LoadComparison['figure'], 'failedShare'>;

const shownAs = {
  latencyP50Ms: ({ latencyMs }) => latencyMs.p50,
  latencyP99Ms: ({ latencyMs }) => latencyMs.p99,
  requestsPerSecond: ({ requestsPerSecond }) => requestsPerSecond,
} as const satisfies Record<Speed, (load: EndpointLoad) => number>;

/**
 * Compares the median block of one run with that of the other. The spread of blocks is the noise *within* a run. The
 * margin stands for the differences between two runs of the same service, which neither run can know.
 */
function compareSpeed(figure: Speed, before: EndpointLoad, after: EndpointLoad): LoadComparison {
  const [was, is] = [before.byBlock?.[figure] ?? null, after.byBlock?.[figure] ?? null];
  const [shownBefore, shownAfter] = [shownAs[figure](before), shownAs[figure](after)];
  if (was === null || is === null || was.low <= 0 || is.low <= 0) {
    return { figure, before: shownBefore, after: shownAfter, comparison: null, ratio: null, decides: false };
  }
  const [logWas, logIs] = [toLog(was), toLog(is)];
  const more = compareGrowth(logWas, logIs, Math.log(speedMargin));
  return {
    figure,
    before: was.median,
    after: is.median,
    comparison: figure === 'requestsPerSecond' ? inverse[more] : more,
    ratio: toRatio(differenceOf(logWas, logIs)),
    decides: false,
  };
}

/** The load of two runs. Failures are counted; latency and throughput have the spread of their blocks. */
export function compareLoad(before: EndpointLoad, after: EndpointLoad): readonly LoadComparison[] {
  const [was, is] = [failedShare(before), failedShare(after)];
  return [
    {
      figure: 'failedShare',
      before: was.estimate,
      after: is.estimate,
      comparison: compareGrowth(was, is, failedShareMargin),
      ratio: null,
      decides: true,
    },
    compareSpeed('latencyP50Ms', before, after),
    compareSpeed('latencyP99Ms', before, after),
    compareSpeed('requestsPerSecond', before, after),
  ];
}
