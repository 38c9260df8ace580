import type { AnalysisSettings, TargetRecording } from '../../model/recording.js';
import type { GrowthEstimate } from '../../model/result.js';
import { endpointBlocks, type FlooredBlock, metricBlocks } from '../endpoint-blocks.js';
import { poissonInterval } from '../statistics/poisson.js';
import { budgetFor, type Hold, heldByTimers, longestTimerWaitMs } from './held-by-timers.js';
import { confidence, type MetricJudgement } from './metric-judgement.js';

/** What comes back by itself within the cool-down was held for a time, not lost. */
const returnedShare = 0.5;

/** How much of a metric went away while no request was sent, in the metric's unit; 0 if it grew or nothing idled. */
function returnedWhileIdle(recording: TargetRecording, metric: string): number {
  const idle = metricBlocks(endpointBlocks(recording, null), metric);
  return Math.max(0, -idle.reduce((sum, block) => sum + block.growth, 0));
}

const requestsTo = (recording: TargetRecording, endpoint: string): number =>
  endpointBlocks(recording, endpoint).reduce((sum, { block }) => sum + block.requests, 0);

/** A leak gives nothing back. Less than this share of the growth is the instrument, or a connection that timed out. */
const returningShare = 0.05;

const growthOf = (metric: string, judgements: readonly { readonly metrics: readonly MetricJudgement[] }[]): number =>
  judgements
    .flatMap(({ metrics }) => metrics)
    .reduce((sum, each) => (each.metric === metric ? sum + Math.max(0, each.growth) : sum), 0);

/** Whether a share of the growth worth waiting for came back during one idle block. */
export function isComingBack(
  idle: FlooredBlock,
  metric: string,
  judgements: readonly { readonly metrics: readonly MetricJudgement[] }[],
): boolean {
  const returned = metricBlocks([idle], metric).reduce((sum, { growth }) => sum - growth, 0);
  return returned > returningShare * growthOf(metric, judgements);
}

/** Growth per request of what did not come back. */
function restOf({ unit, growth }: MetricJudgement, share: number, requests: number): GrowthEstimate {
  const rest = Math.max(0, growth * (1 - share));
  const most = unit === 'count' ? poissonInterval(Math.round(rest), confidence).high : rest;
  return { estimate: rest / requests, low: 0, high: most / requests };
}

/** Memory that never held still under load is judged in the end by what of it stays. */
const isOpen = ({ verdict, unit, growth }: MetricJudgement, isOver: boolean): boolean =>
  verdict === 'leaking' || (isOver && verdict === 'inconclusive' && unit === 'bytes' && growth > 0);

function soften(judgement: MetricJudgement, share: number, requests: number, isOver: boolean): MetricJudgement {
  if (!isOpen(judgement, isOver) || share < returnedShare) return judgement;
  const percent = Math.round(100 * share);
  const rest = restOf(judgement, share, requests);
  // Had it been all the growth, it would be clean.
  if (requests > 0 && rest.high < judgement.tolerance) {
    const { estimatedOver: _ofAllGrowth, ...others } = judgement;
    const reason = `Grew under load, and ${percent} % came back once it was quiet.`;
    return { ...others, perRequest: rest, verdict: 'clean', reason };
  }
  if (judgement.verdict !== 'leaking') return judgement;
  const reason = `Grew under load, and ${percent} % came back once it was quiet: too much for a leak, too little to exclude one.`;
  return { ...judgement, verdict: 'inconclusive', reason };
}

/** The recording until the end of the latest wait. */
function untilLastWait(recording: TargetRecording): TargetRecording {
  const { blocks } = recording;
  return { ...recording, blocks: blocks.slice(0, blocks.findLastIndex(({ endpoint }) => endpoint === null) + 1) };
}

const grownBy = (recording: TargetRecording, endpoint: string, metric: string): number =>
  metricBlocks(endpointBlocks(recording, endpoint), metric).reduce((sum, { growth }) => sum + growth, 0);

/** The judgement as it stood when the latest wait was over, if that had cleared the metric. */
function clearedByWait(
  recording: TargetRecording,
  endpoint: string,
  judgement: MetricJudgement,
): MetricJudgement | null {
  const then = untilLastWait(recording);
  const { metric } = judgement;
  const total = then.target.endpoints.reduce((sum, id) => sum + Math.max(0, grownBy(then, id, metric)), 0);
  const share = total === 0 ? 0 : Math.min(1, returnedWhileIdle(then, metric) / total);
  const past = { ...judgement, growth: grownBy(then, endpoint, metric) };
  const softened = soften(past, share, requestsTo(then, endpoint), false);
  return softened.verdict === 'clean' ? { ...softened, growth: judgement.growth } : null;
}

const seconds = (ms: number): number => Math.ceil(ms / 1000);

function heldReason({ delayMs }: Hold, longestWaitMs: number): string {
  const held = `Requests leave timers behind that fire after up to ${seconds(delayMs)} s, and what grew may go with them.`;
  if (delayMs <= longestWaitMs) return held;
  return `${held} Waiting for them takes a budget of ${seconds(budgetFor(delayMs))} s.`;
}

/**
 * Takes back an accusation while timers are pending that may yet give back what grew. What such a wait has cleared once
 * stays clear until there were many more requests.
 */
function awaitTimers(
  recording: TargetRecording,
  endpoint: string,
  judgement: MetricJudgement,
  longestWaitMs: number,
  isOver: boolean,
): MetricJudgement {
  if (judgement.verdict === 'clean') return judgement;
  const hold = heldByTimers(recording, endpoint, judgement, longestWaitMs, isOver);
  if (hold === null) return judgement;
  if (hold.isEarly) {
    const cleared = clearedByWait(recording, endpoint, judgement);
    if (cleared !== null) return cleared;
  }
  if (judgement.verdict !== 'leaking' || (isOver && hold.isEarly && hold.delayMs <= longestWaitMs)) return judgement;
  const reason = heldReason(hold, longestWaitMs);
  const wait = hold.isEarly ? {} : { heldForMs: hold.leftMs };
  return { ...judgement, verdict: 'inconclusive', ...wait, reason };
}

/**
 * Takes back accusations against what returned in the cool-down (time-limited caches, delayed closes). Idle time belongs
 * to no endpoint, so the return is shared out among all endpoints in proportion to their growth. Where timers wait to
 * fire that may take back the rest, nothing is accused yet.
 *
 * @param byEndpoint judgements of each endpoint, in the order of the target's endpoints.
 * @param isOver no further block will come.
 */
export function withCoolDown(
  recording: TargetRecording,
  byEndpoint: readonly (readonly MetricJudgement[])[],
  settings: AnalysisSettings,
  isOver: boolean,
): readonly (readonly MetricJudgement[])[] {
  const longestWaitMs = longestTimerWaitMs(settings);
  const grown = new Map<string, number>();
  for (const { metric, growth } of byEndpoint.flat()) grown.set(metric, (grown.get(metric) ?? 0) + Math.max(0, growth));
  return byEndpoint.map((judgements, index) => {
    const endpoint = recording.target.endpoints[index] ?? '';
    const requests = requestsTo(recording, endpoint);
    return judgements.map((judgement) => {
      const total = grown.get(judgement.metric) ?? 0;
      const share = total === 0 ? 0 : Math.min(1, returnedWhileIdle(recording, judgement.metric) / total);
      const softened = soften(judgement, share, requests, isOver);
      return awaitTimers(recording, endpoint, softened, longestWaitMs, isOver);
    });
  });
}
