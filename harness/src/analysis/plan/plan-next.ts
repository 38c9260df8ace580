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

/** After this share of the budget, endpoints that lack more than requests are driven alone. */
const largestShareTogether = 0.5;

const lacksOnlyRequests = (judgement: EndpointJudgement): boolean => requestsMissing(judgement) > 0;

/** Whether the latest block was a group. Groups and blocks alone take turns. */
function wasTogether(recording: TargetRecording): boolean {
  const last = recording.blocks.at(-1);
  return last !== undefined && isShared(recording, last);
}

/**
 * A plan knows no date, so ignore rules do not expire here. A rule that has expired costs a longer look, and no
 * verdict.
 */
const noExpiry = '';

/** Undecided endpoints for which another block fits before the limits. */
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
 * A candidate whose block fits into the time that is left, with fewer requests where needed: the last block may have
 * been slow by chance. None where not even one request of each connection fits; none for a contrast, whose blocks must
 * be whole.
 */
function inTime(recording: TargetRecording, candidate: Candidate, leftMs: number): readonly Candidate[] {
  const { block, isContrasting } = candidate;
  if (expectedBlockMs(recording, block) <= leftMs) return [candidate];
  const roundMs = expectedBlockMs(recording, { ...block, requests: block.connections });
  const requests = block.connections * Math.floor(leftMs / roundMs);
  return isContrasting || requests < 1 ? [] : [{ ...candidate, block: { ...block, requests } }];
}

/** How long a group will take: as long as its slowest endpoint, or as long as all of them one after the other. */
function expectedGroupMs(recording: TargetRecording, { blocks, isSequential }: TogetherStep): number {
  const each = blocks.map((block) => expectedBlockMs(recording, block));
  return isSequential ? each.reduce((sum, ms) => sum + ms, 0) : Math.max(...each);
}

/**
 * Plans the next step from the recording so far: blocks for what is undecided, a cool-down before anything is accused,
 * then the end. Pure, so a plan can be replayed and tested without a target.
 */
export function planNext(recording: TargetRecording, given: AnalysisSettings, context: PlanContext): PlannedStep {
  const settings = targetSettings(given, recording);
  const judgements = judgeTarget(recording, settings, false);
  const undecided = judgements
    .map((judgement) => acceptIgnored(recording, judgement, settings, noExpiry))
    .filter((judgement) => judgement.verdict === 'inconclusive' && !isUnknowable(judgement));
  const longestWaitMs = longestTimerWaitMs(settings);
  const isIdling = recording.blocks.at(-1)?.endpoint === null;
  // Whatever the final verdict would accuse must have had its chance to come back.
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
