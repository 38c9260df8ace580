import type { AnalysisSettings, TargetEndRecord, TargetRecording } from '../../model/recording.js';
import { endpointBlocks } from '../endpoint-blocks.js';
import { acceptIgnored } from '../findings/accept-ignored.js';
import { longestTimerWaitMs } from '../judge/held-by-timers.js';
import { judgeTarget } from '../judge/judge-target.js';
import { createSeededRandom, shuffled } from '../statistics/seeded-random.js';
import { nextBlock, type PlannedBlock } from './block-size.js';
import { type IdleStep, planCoolDown } from './plan-cool-down.js';
import { planTimerWait } from './plan-timer-wait.js';

/** What the experiment does next. */
export type PlannedStep =
  | ({ readonly kind: 'block' } & PlannedBlock)
  | IdleStep
  | { readonly kind: 'done'; readonly reason: TargetEndRecord['reason'] };

export interface PlanContext {
  readonly seed: number;
  /** Milliseconds since the target's first request. */
  readonly spentMs: number;
}

/** A plan knows no date: an ignore rule that has expired costs a longer look, never a verdict. */
const noExpiry = '';

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
  const longestWaitMs = longestTimerWaitMs(settings);
  const isIdling = recording.blocks.at(-1)?.endpoint === null;
  // The final verdict counts everything as over, so whatever that would accuse must have had its chance to come back.
  const end = (reason: TargetEndRecord['reason']): PlannedStep => {
    const final = judgeTarget(recording, settings, true);
    const timerWait = isIdling ? planTimerWait(recording, final, longestWaitMs) : null;
    return timerWait ?? planCoolDown(recording, final, reason !== 'decided') ?? { kind: 'done', reason };
  };
  const timerWait = isIdling ? planTimerWait(recording, judgements, longestWaitMs) : null;
  if (timerWait !== null) return timerWait;
  if (undecided.length === 0) return end('decided');
  if (context.spentMs >= settings.budgetMs) return end('budget');
  for (const endpoint of byTurn(recording, undecided, context.seed)) {
    const block = nextBlock(recording, endpoint, settings);
    if (block !== null) return { kind: 'block', ...block };
  }
  return end('headroom');
}
