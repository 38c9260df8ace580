import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks, type FlooredBlock, metricBlocks } from '../endpoint-blocks.js';
import { poissonInterval } from '../statistics/poisson.js';
import { confidence, type MetricJudgement } from './metric-judgement.js';

/** What comes back by itself within the cool-down was held for a time, not lost. */
const returnedShare = 0.5;

/** How much of a metric went away while no request was sent, in the metric's unit; 0 if it grew or nothing idled. */
function returnedWhileIdle(recording: TargetRecording, metric: string): number {
  const idle = metricBlocks(endpointBlocks(recording, null), metric);
  return Math.max(0, -idle.reduce((sum, block) => sum + block.growth, 0));
}

const requestsTo = (recording: TargetRecording, endpoint: string | undefined): number =>
  endpoint === undefined ? 0 : endpointBlocks(recording, endpoint).reduce((sum, { block }) => sum + block.requests, 0);

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

/** Whether what did not come back is so little that it would be clean had it been all the growth. */
function isRestClean({ unit, growth, tolerance }: MetricJudgement, share: number, requests: number): boolean {
  const rest = Math.max(0, growth * (1 - share));
  const most = unit === 'count' ? poissonInterval(Math.round(rest), confidence).high : rest;
  return requests > 0 && most / requests < tolerance;
}

function soften(judgement: MetricJudgement, share: number, requests: number): MetricJudgement {
  if (judgement.verdict !== 'leaking' || share < returnedShare) return judgement;
  const percent = Math.round(100 * share);
  if (isRestClean(judgement, share, requests)) {
    return { ...judgement, verdict: 'clean', reason: `Grew under load, and ${percent} % came back once it was quiet.` };
  }
  const reason = `Grew under load, and ${percent} % came back once it was quiet: too much for a leak, too little to exclude one.`;
  return { ...judgement, verdict: 'inconclusive', reason };
}

/**
 * Takes back accusations against what returned in the cool-down (time-limited caches, delayed closes). Idle time belongs
 * to no endpoint, so the return is shared out among all endpoints in proportion to their growth.
 *
 * @param byEndpoint judgements of each endpoint, in the order of the target's endpoints.
 */
export function withCoolDown(
  recording: TargetRecording,
  byEndpoint: readonly (readonly MetricJudgement[])[],
): readonly (readonly MetricJudgement[])[] {
  const grown = new Map<string, number>();
  for (const { metric, growth } of byEndpoint.flat()) grown.set(metric, (grown.get(metric) ?? 0) + Math.max(0, growth));
  return byEndpoint.map((judgements, index) => {
    const requests = requestsTo(recording, recording.target.endpoints[index]);
    return judgements.map((judgement) => {
      const total = grown.get(judgement.metric) ?? 0;
      const returned = returnedWhileIdle(recording, judgement.metric);
      return total === 0 ? judgement : soften(judgement, Math.min(1, returned / total), requests);
    });
  });
}
