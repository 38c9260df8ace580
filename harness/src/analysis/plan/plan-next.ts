import type { AnalysisSettings, TargetEndRecord, TargetRecording } from '../../model/recording.js';
import { endpointBlocks } from '../endpoint-blocks.js';
import { acceptIgnored } from '../findings/accept-ignored.js';
import type { EndpointJudgement } from '../judge/judge-endpoint.js';
import { judgeTarget } from '../judge/judge-target.js';
import { metricDefinition } from '../metric-rules.js';
import { createSeededRandom, shuffled } from '../statistics/seeded-random.js';
import { nextBlock, type PlannedBlock } from './block-size.js';

/** What the experiment does next. */
export type PlannedStep =
  | ({ readonly kind: 'block' } & PlannedBlock)
  | { readonly kind: 'idle'; readonly waitMs: number; readonly reason: string }
  | { readonly kind: 'done'; readonly reason: TargetEndRecord['reason'] };

export interface PlanContext {
  readonly seed: number;
  /** Milliseconds since the target's first request. */
  readonly spentMs: number;
}

/**
 * How long a suspected leak is given to come back by itself before it is called one. Sockets and clients close within
 * milliseconds, delayed closes and small time-to-live caches within seconds.
 */
const countCoolDownMs = 1_000;
const bytesCoolDownMs = 3_000;

/** A plan knows no date: an ignore rule that has expired costs a longer look, never a verdict. */
const noExpiry = '';

function coolDown(recording: TargetRecording, judgements: readonly EndpointJudgement[]): PlannedStep | null {
  // Blocks after an idle time may have grown anew: each accusation stands on a cool-down of its own.
  const hasIdled = recording.blocks.at(-1)?.endpoint === null;
  const accused = judgements.flatMap(({ metrics }) => metrics.filter(({ verdict }) => verdict === 'leaking'));
  if (hasIdled || accused.length === 0) return null;
  const hasCount = (metrics: typeof accused): boolean =>
    metrics.some(({ metric }) => metricDefinition(metric)?.unit === 'count' && !metric.startsWith('handles.'));
  const needsLong = judgements.some(({ metrics }) => {
    const leaking = metrics.filter(({ verdict }) => verdict === 'leaking');
    return leaking.length > 0 && !hasCount(leaking);
  });
  const waitMs = needsLong ? bytesCoolDownMs : countCoolDownMs;
  return { kind: 'idle', waitMs, reason: `waiting whether ${accused[0]?.metric} comes back by itself` };
}

/** Endpoints that still need blocks, those with the fewest first; ties are broken by a random order seeded per round. */
function byTurn(recording: TargetRecording, undecided: readonly string[], seed: number): readonly string[] {
  const played = (endpoint: string): number => endpointBlocks(recording, endpoint).length;
  const round = Math.min(...undecided.map(played));
  return shuffled(undecided, createSeededRandom(seed + round)).toSorted((a, b) => played(a) - played(b));
}

/**
 * Plans the next step from the recording so far: blocks for what is undecided, one cool-down before anything is accused,
 * then the end. Pure, so that a plan can be replayed and tested without a target.
 */
export function planNext(recording: TargetRecording, settings: AnalysisSettings, context: PlanContext): PlannedStep {
  const judgements = judgeTarget(recording, settings, false);
  const undecided = judgements
    .map((judgement) => acceptIgnored(recording, judgement, settings, noExpiry))
    .filter(({ verdict }) => verdict === 'inconclusive')
    .map(({ endpoint }) => endpoint);
  const end = (reason: TargetEndRecord['reason']): PlannedStep => ({ kind: 'done', reason });
  // The final verdict counts everything as over, so whatever that would accuse must have had its chance to come back.
  if (undecided.length === 0) return coolDown(recording, judgeTarget(recording, settings, true)) ?? end('decided');
  if (context.spentMs >= settings.budgetMs) {
    return coolDown(recording, judgeTarget(recording, settings, true)) ?? end('budget');
  }
  for (const endpoint of byTurn(recording, undecided, context.seed)) {
    const block = nextBlock(recording, endpoint, settings);
    if (block !== null) return { kind: 'block', ...block };
  }
  return coolDown(recording, judgeTarget(recording, settings, true)) ?? end('headroom');
}
