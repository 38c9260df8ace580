import type { MetricId } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { GrowthEstimate } from '../../model/result.js';
import { endpointBlocks, type FlooredBlock, growthIn, requestsIn } from '../endpoint-blocks.js';
import { memoizeByMetric } from '../memoize.js';
import { mostEventsAtAnyTime } from '../statistics/anytime-bound.js';
import { mostEvents } from '../statistics/poisson.js';
import { mustComeBack } from './judge-at-rest.js';
import type { JudgedEndpoint } from './judge-metrics.js';
import type { MetricJudgement } from './metric-judgement.js';
import { framedGrowth } from './own-turn.js';
import { isTooFew, oneIn } from './reached-bound.js';

/** What comes back by itself within the cool-down was held for a time and is not lost. */
const returnShare = 0.5;

/** What all blocks of an endpoint, or all idle ones (null), did to a metric together. */
const growthDuring = (recording: TargetRecording, endpoint: string | null, metric: MetricId): number =>
  growthIn(endpointBlocks(recording, endpoint), metric);

/**
 * The share of each metric's growth that went away, 0–1: while no request was sent, and in the blocks of endpoints
 * during which the metric fell in all. What one endpoint holds for a time may go while another one has its turn. A
 * transaction or a client of a pool does not count like that: it excuses nobody when another request happens to end it.
 *
 * @param grown the growth of a metric in all endpoints during which it rose.
 */
const returnedShares = (recording: TargetRecording, grown: (metric: MetricId) => number) =>
  memoizeByMetric((metric) => {
    const idle = Math.max(0, -growthDuring(recording, null, metric));
    const others = mustComeBack(metric) ? [] : recording.target.endpoints;
    const fallen = others.map((endpoint) => Math.max(0, -growthDuring(recording, endpoint, metric)));
    const returned = fallen.reduce((sum, each) => sum + each, idle);
    const growth = grown(metric);
    return growth === 0 ? 0 : Math.min(1, returned / growth);
  });

/**
 * A leak gives nothing back. A return below this share of the growth comes from the instrument, or from a connection
 * that timed out.
 */
const returningShare = 0.05;

const growthOf = (metric: MetricId, judgements: readonly { readonly metrics: readonly MetricJudgement[] }[]): number =>
  judgements
    .flatMap(({ metrics }) => metrics)
    .reduce((sum, each) => (each.metric === metric ? sum + Math.max(0, each.growth) : sum), 0);

/**
 * Whether enough of the growth came back during one idle block to be worth another wait.
 *
 * @param part share of a whole wait that the block was, 0–1.
 */
export function isComingBack(
  idle: FlooredBlock,
  metric: MetricId,
  judgements: readonly { readonly metrics: readonly MetricJudgement[] }[],
  part: number,
): boolean {
  const returned = -growthIn([idle], metric);
  return returned > part * returningShare * growthOf(metric, judgements);
}

const growthLeft = ({ growth }: MetricJudgement, share: number): number => Math.max(0, growth * (1 - share));

/** Growth per request of what did not come back. */
function restOf(judgement: MetricJudgement, share: number, requests: number): GrowthEstimate {
  const { unit } = judgement;
  const rest = growthLeft(judgement, share);
  const most = unit === 'count' ? mostEventsAtAnyTime(Math.round(rest)) : rest;
  return { estimate: rest / requests, low: 0, high: most / requests };
}

/**
 * Memory that was seen in a few sequential requests only. What goes while the target is quiet may have been there
 * before, and may be more than those requests left behind.
 */
const isUnseen = ({ unit, minimumDetectable }: MetricJudgement): boolean =>
  unit === 'bytes' && minimumDetectable === null;

/**
 * Judged by its return is what is accused; when time is up, also what grew under load and never held still there
 * (entries that expire, idle sockets).
 */
const isOpen = (judgement: MetricJudgement, isOver: boolean): boolean =>
  judgement.verdict === 'leaking' ||
  (isOver && judgement.verdict === 'inconclusive' && judgement.growth > 0 && !isUnseen(judgement));

/**
 * Judges a metric anew by how much of its growth came back: clean where too little is left, inconclusive where most
 * came back and the rest may still be a leak.
 *
 * @param share of the growth that came back, 0–1.
 * @param requests that caused the growth.
 * @param isOver no further block will come.
 */
function judgeByReturn(judgement: MetricJudgement, share: number, requests: number, isOver: boolean): MetricJudgement {
  if (!isOpen(judgement, isOver) || share < returnShare) return judgement;
  const percent = Math.round(100 * share);
  const rest = restOf(judgement, share, requests);
  // Had no more than the rest grown, the metric would be clean.
  if (requests > 0 && rest.high < judgement.tolerance) {
    const { estimatedOver: _ofAllGrowth, ...others } = judgement;
    const bound = { perRequest: rest.high, requests, isFull: true };
    const reason = `Grew under load, and ${percent} % came back once it was quiet.`;
    return { ...others, perRequest: rest, bound, verdict: 'clean', reason };
  }
  const atBound = isOver && judgement.unit === 'count' && Math.round(growthLeft(judgement, share)) === 0;
  if (atBound && judgement.coarsest !== undefined && !isTooFew(requests, judgement.coarsest)) {
    const { estimatedOver: _ofAllGrowth, ...others } = judgement;
    const perRequest = mostEvents(0) / requests;
    const bound = { perRequest, requests, isFull: false };
    const reason = `Grew under load, and ${percent} % came back once it was quiet; a leak rarer than ${oneIn(requests)} requests is not excluded.`;
    return { ...others, perRequest: { ...rest, high: perRequest }, bound, verdict: 'clean', reason };
  }
  if (judgement.verdict !== 'leaking') return judgement;
  const reason = `Grew under load, and ${percent} % came back once it was quiet: more than with a leak, but not enough to exclude one.`;
  return { ...judgement, verdict: 'inconclusive', reason };
}

/**
 * Takes back accusations against what returned in the cool-down (time-limited caches, delayed closes). What went in the
 * pause behind an endpoint's own turn is its own. Other idle time belongs to no endpoint, so what returned in it is shared
 * out among all endpoints in proportion to their growth.
 *
 * @param isOver no further block will come.
 */
export function withCoolDown(
  recording: TargetRecording,
  judged: readonly JudgedEndpoint[],
  isOver: boolean,
): readonly JudgedEndpoint[] {
  const shareOf = returnedShares(recording, (metric) => growthOf(metric, judged));
  return judged.map((endpoint) => {
    const { alone, turn, metrics } = endpoint;
    const judge = (judgement: MetricJudgement): MetricJudgement => {
      const framed = framedGrowth(turn, judgement);
      if (framed === null) return judgeByReturn(judgement, shareOf(judgement.metric), requestsIn(alone), isOver);
      const inTurn = { ...judgement, growth: framed.growth };
      return { ...judgeByReturn(inTurn, framed.share, framed.requests, isOver), growth: judgement.growth };
    };
    return { ...endpoint, metrics: metrics.map(judge) };
  });
}

/** The judgement as the latest wait left it, where that had cleared the metric; else null. */
export type ClearedAtWait = (endpoint: string, judgement: MetricJudgement) => MetricJudgement | null;

/**
 * Tells what the latest wait had cleared.
 *
 * @param then the recording as it stood when that wait was over.
 */
export function clearedAtWait(then: TargetRecording): ClearedAtWait {
  const grown = (metric: MetricId): number =>
    then.target.endpoints.reduce((sum, id) => sum + Math.max(0, growthDuring(then, id, metric)), 0);
  const shareOf = returnedShares(then, grown);
  return (endpoint, judgement) => {
    const { metric } = judgement;
    const asThen = { ...judgement, growth: growthDuring(then, endpoint, metric) };
    const requests = requestsIn(endpointBlocks(then, endpoint));
    const judged = judgeByReturn(asThen, shareOf(metric), requests, false);
    return judged.verdict === 'clean' ? { ...judged, growth: judgement.growth } : null;
  };
}
