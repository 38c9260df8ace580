import type { AnalysisSettings, TargetEndRecord, TargetRecording } from '../../model/recording.js';
import { acceptIgnored } from '../findings/accept-ignored.js';
import { longestTimerWaitMs } from '../judge/held-by-timers.js';
import { type EndpointJudgement, isUnknowable, openMetrics } from '../judge/judge-endpoint.js';
import { judgeTarget } from '../judge/judge-target.js';
import { nextBlock, type PlannedBlock } from './block-size.js';
import { type Candidate, chooseTurn, type PlanContext } from './choose-turn.js';
import { type IdleStep, planCoolDown } from './plan-cool-down.js';
import { planPause } from './plan-pause.js';
import { planTimerWait } from './plan-timer-wait.js';

/** What the experiment does next. */
export type PlannedStep =
  | ({ readonly kind: 'block' } & PlannedBlock)
  | IdleStep
  | { readonly kind: 'done'; readonly reason: TargetEndRecord['reason'] };

/** A plan knows no date: an ignore rule that has expired costs a longer look, never a verdict. */
const noExpiry = '';

/** Requests that alone keep an endpoint from a verdict; 0 where something else does, too. */
function requestsMissing({ metrics }: EndpointJudgement): number {
  const missing = openMetrics(metrics).map((metric) => metric.requestsMissing);
  return missing.includes(undefined) ? 0 : Math.max(0, ...missing.map((each) => each ?? 0));
}

/** Endpoints for which another block is within the limits. */
function candidatesAmong(
  recording: TargetRecording,
  undecided: readonly EndpointJudgement[],
  settings: AnalysisSettings,
): readonly Candidate[] {
  return undecided.flatMap((judgement) => {
    const missing = requestsMissing(judgement);
    const block = nextBlock(recording, judgement.endpoint, settings, missing);
    return block === null ? [] : [{ block, requestsMissing: missing }];
  });
}

/**
 * Plans the next step from the recording so far: blocks for what is undecided, one cool-down before anything is accused,
 * then the end. Pure, so that a plan can be replayed and tested without a target.
 */
export function planNext(recording: TargetRecording, settings: AnalysisSettings, context: PlanContext): PlannedStep {
  const judgements = judgeTarget(recording, settings, false);
  const undecided = judgements
    .map((judgement) => acceptIgnored(recording, judgement, settings, noExpiry))
    .filter(({ verdict, metrics }) => verdict === 'inconclusive' && !isUnknowable(metrics));
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
  const turn = chooseTurn(recording, candidatesAmong(recording, undecided, settings), settings, context);
  if (turn === undefined) return end('headroom');
  const pause = planPause(recording, turn.block.endpoint, undecided, settings);
  return pause ?? { kind: 'block', ...turn.block };
}
