import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks, metricBlocks } from '../endpoint-blocks.js';
import { type EndpointJudgement, openMetrics } from '../judge/judge-endpoint.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';
import { blocksInTurn } from './choose-turn.js';
import { bytesCoolDownMs, type IdleStep } from './plan-cool-down.js';

/** A pause before each long turn, of which there may be several, is worth so much of the budget. */
const largestShareOfBudget = 0.05;

/** Whether memory has fallen during some block by more than the tolerance lets it drift: somebody holds it for a time. */
function isHeldForATime(recording: TargetRecording, { metric, tolerance }: MetricJudgement): boolean {
  return recording.target.endpoints
    .flatMap((endpoint) => metricBlocks(endpointBlocks(recording, endpoint), metric))
    .some(({ growth, requests, phase }) => phase === 'measure' && growth < -tolerance * requests);
}

/**
 * A pause before an endpoint's long turn, so that what the others hold for some seconds does not go while it is driven.
 *
 * @returns null where it goes on, or where nothing is held.
 */
export function planPause(
  recording: TargetRecording,
  endpoint: string,
  undecided: readonly EndpointJudgement[],
  { budgetMs }: Pick<AnalysisSettings, 'budgetMs'>,
): IdleStep | null {
  const last = recording.blocks.at(-1)?.endpoint ?? null;
  if (last === null || last === endpoint || endpointBlocks(recording, endpoint).length < blocksInTurn) return null;
  const open = openMetrics(undecided.find((judgement) => judgement.endpoint === endpoint)?.metrics ?? []);
  const held = open.find((judgement) => judgement.unit === 'bytes' && isHeldForATime(recording, judgement));
  if (held === undefined) return null;
  return {
    kind: 'idle',
    waitMs: Math.round(Math.min(bytesCoolDownMs, largestShareOfBudget * budgetMs)),
    reason: `letting ${held.metric} go that other endpoints hold for a time`,
    looksAtTimers: false,
  };
}
