import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetEndRecord, TargetRecording } from '../../model/recording.js';
import { isShared } from '../endpoint-blocks.js';
import { acceptIgnored } from '../findings/accept-ignored.js';
import { type EndpointJudgement, isUnknowable, requestsMissing, requestsToProof } from '../judge/conclude-endpoint.js';
import { judgeTarget } from '../judge/judge-target.js';
import { longestTimerWaitMs } from '../judge/pending-timers.js';
import { targetSettings } from '../target-settings.js';
import { nextBlock, noShortage, type PlannedBlock, shortestBlockMs } from './block-size.js';
import { type Candidate, chooseTurn, type PlanContext } from './choose-turn.js';
import { mayBeContrasted, planContrast } from './plan-contrast.js';
import { type IdleStep, planCoolDown, planPause, planTimerWait } from './plan-idle.js';
import { companyOf, planTogether, type TogetherStep } from './plan-together.js';
import { deadlineMs, expectedBlockMs, loadEndsMs } from './time-left.js';

/** A block of one endpoint alone. */
interface BlockStep extends PlannedBlock {
  readonly kind: 'block';
  /** After so long no further request is sent. */
  readonly longestMs: number;
}

/** What the experiment does next. */
export type PlannedStep =
  | BlockStep
  | TogetherStep
  | IdleStep
  | { readonly kind: 'done'; readonly reason: TargetEndRecord['reason'] };

/** Share of the budget after which is driven alone what wants more than requests. */
const largestShareTogether = 0.5;

const lacksOnlyRequests = (judgement: EndpointJudgement): boolean => requestsMissing(judgement) > 0;

/** Those that are driven together and those that are driven alone take turns. */
function wasTogether(recording: TargetRecording): boolean {
  const last = recording.blocks.at(-1);
  return last !== undefined && isShared(recording, last);
}

/** A plan knows no date: an ignore rule that has expired costs a longer look, never a verdict. */
const noExpiry = '';

/** Endpoints for which another block is within the limits. */
function candidatesAmong(
  recording: TargetRecording,
  undecided: readonly EndpointJudgement[],
  settings: AnalysisSettings,
): readonly Candidate[] {
  return undecided.flatMap((judgement) => {
    const { endpoint } = judgement;
    const missing = requestsMissing(judgement);
    const contrast = planContrast(recording, judgement);
    const toProof = mayBeContrasted(recording, endpoint) ? 0 : requestsToProof(judgement);
    const shortage = contrast === null ? { missing, toProof } : noShortage;
    const block = nextBlock(recording, endpoint, settings, shortage);
    if (block === null) return [];
    return [{ block: contrast?.block ?? block, requestsMissing: missing, isContrasting: contrast !== null }];
  });
}

/**
 * A candidate whose block fits into the time that is left, with fewer requests if need be: the last block may have been slow
 * by chance. None where not even one request of each connection does, or for a contrast, which is of whole blocks.
 */
function inTime(recording: TargetRecording, candidate: Candidate, leftMs: number): readonly Candidate[] {
  const { block, isContrasting } = candidate;
  if (expectedBlockMs(recording, block) <= leftMs) return [candidate];
  const roundMs = expectedBlockMs(recording, { ...block, requests: block.connections });
  const requests = block.connections * Math.floor(leftMs / roundMs);
  return isContrasting || requests < 1 ? [] : [{ ...candidate, block: { ...block, requests } }];
}

/** How long a group will take: as long as its slowest endpoint, or as all of them one after the other. */
function expectedGroupMs(recording: TargetRecording, { blocks, isSequential }: TogetherStep): number {
  const each = blocks.map((block) => expectedBlockMs(recording, block));
  return isSequential ? each.reduce((sum, ms) => sum + ms, 0) : Math.max(...each);
}

/**
 * Plans the next step from the recording so far: blocks for what is undecided, one cool-down before anything is accused,
 * then the end. Pure, so that a plan can be replayed and tested without a target.
 */
export function planNext(recording: TargetRecording, given: AnalysisSettings, context: PlanContext): PlannedStep {
  const settings = targetSettings(given, recording);
  const judgements = judgeTarget(recording, settings, false);
  const undecided = judgements
    .map((judgement) => acceptIgnored(recording, judgement, settings, noExpiry))
    .filter((judgement) => judgement.verdict === 'inconclusive' && !isUnknowable(judgement));
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
  const budgetMs = loadEndsMs(recording, settings);
  const leftMs = budgetMs - context.spentMs;
  if (leftMs < shortestBlockMs) return end('budget');
  const isLate = context.spentMs > largestShareTogether * settings.budgetMs;
  const company = companyOf(recording, isLate ? undecided.filter(lacksOnlyRequests) : undecided, settings);
  const together = company.members.length > 0 ? planTogether(recording, company, settings, context, leftMs) : null;
  const alone = together === null ? undecided : undecided.filter(({ endpoint }) => !company.members.includes(endpoint));
  const possible = candidatesAmong(recording, alone, settings);
  const candidates = possible.flatMap((candidate) => inTime(recording, candidate, leftMs));
  const turn = chooseTurn(recording, candidates, { budgetMs }, context);
  if (together !== null && (turn === undefined || !wasTogether(recording))) {
    return expectedGroupMs(recording, together) <= leftMs ? together : end('budget');
  }
  if (turn === undefined) return end(possible.length > 0 ? 'budget' : 'headroom');
  const pause = planPause(recording, turn.block.endpoint, undecided, settings);
  const longestMs = deadlineMs(expectedBlockMs(recording, turn.block), leftMs);
  return pause ?? { kind: 'block', ...turn.block, longestMs };
}
