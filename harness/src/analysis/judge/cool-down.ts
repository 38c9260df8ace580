import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks, metricBlocks } from '../endpoint-blocks.js';
import type { MetricJudgement } from './metric-judgement.js';

/** What comes back by itself within the cool-down was held for a time, not lost. */
const returnedShare = 0.5;
const whollyReturnedShare = 0.9;

/** How much of a metric went away while no request was sent, in the metric's unit; 0 if it grew or nothing idled. */
function returnedWhileIdle(recording: TargetRecording, metric: string): number {
  const idle = metricBlocks(endpointBlocks(recording, null), metric);
  return Math.max(0, -idle.reduce((sum, block) => sum + block.growth, 0));
}

function soften(judgement: MetricJudgement, share: number): MetricJudgement {
  if (judgement.verdict !== 'leaking' || share < returnedShare) return judgement;
  const percent = Math.round(100 * Math.min(1, share));
  if (share >= whollyReturnedShare) {
    return { ...judgement, verdict: 'clean', reason: `Grew under load, and ${percent} % came back once it was quiet.` };
  }
  return {
    ...judgement,
    verdict: 'inconclusive',
    reason: `Only ${percent} % of the growth came back once it was quiet.`,
  };
}

/**
 * Takes back accusations against what returned in the cool-down (time-limited caches, delayed closes). Idle time belongs
 * to no endpoint, so the return is shared out among all endpoints in proportion to their growth.
 *
 * @param byEndpoint judgements of each endpoint, in any order.
 */
export function withCoolDown(
  recording: TargetRecording,
  byEndpoint: readonly (readonly MetricJudgement[])[],
): readonly (readonly MetricJudgement[])[] {
  const grown = new Map<string, number>();
  for (const { metric, growth } of byEndpoint.flat()) grown.set(metric, (grown.get(metric) ?? 0) + Math.max(0, growth));
  return byEndpoint.map((judgements) =>
    judgements.map((judgement) => {
      const total = grown.get(judgement.metric) ?? 0;
      return total === 0 ? judgement : soften(judgement, returnedWhileIdle(recording, judgement.metric) / total);
    }),
  );
}
