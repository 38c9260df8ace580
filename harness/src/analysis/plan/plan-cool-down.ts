import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks } from '../endpoint-blocks.js';
import { isComingBack } from '../judge/cool-down.js';
import type { EndpointJudgement } from '../judge/judge-endpoint.js';
import type { MetricJudgement } from '../judge/metric-judgement.js';
import { metricDefinition } from '../metric-rules.js';

/** Leaves the target alone, to see what comes back by itself. */
export interface IdleStep {
  readonly kind: 'idle';
  readonly waitMs: number;
  readonly reason: string;
}

/**
 * How long a suspected leak is given to come back by itself before it is called one. Sockets and clients close within
 * milliseconds, delayed closes and small time-to-live caches within seconds.
 */
const countCoolDownMs = 1_000;
const bytesCoolDownMs = 3_000;

/** While something keeps coming back the wait goes on, up to this long: what takes longer is held for more than a run. */
const longestCoolDownMs = 15_000;

const isConnectionLike = ({ metric }: MetricJudgement): boolean =>
  metricDefinition(metric)?.unit === 'count' && !metric.startsWith('handles.');

/** Bytes that a leaked connection explains need no longer a wait than the connection. */
function waitFor(accusedByEndpoint: readonly (readonly MetricJudgement[])[]): number {
  const needsLong = accusedByEndpoint.some((accused) => accused.length > 0 && !accused.some(isConnectionLike));
  return needsLong ? bytesCoolDownMs : countCoolDownMs;
}

/** How long the target has been left alone since the last request, in milliseconds. */
function idledMs(recording: TargetRecording): number {
  const lastLoaded = recording.blocks.findLastIndex(({ endpoint }) => endpoint !== null);
  return recording.blocks.slice(lastLoaded + 1).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/**
 * One wait before anything is accused, and further ones for as long as what is accused keeps coming back.
 * Blocks after an idle time may have grown anew: each accusation stands on a cool-down of its own.
 *
 * @returns null when nothing is accused, or the wait is over.
 */
export function planCoolDown(recording: TargetRecording, judgements: readonly EndpointJudgement[]): IdleStep | null {
  const accusedByEndpoint = judgements.map(({ metrics }) => metrics.filter(({ verdict }) => verdict === 'leaking'));
  const accused = accusedByEndpoint.flat();
  const [first] = accused;
  if (first === undefined) return null;
  const waitMs = waitFor(accusedByEndpoint);
  const idle = endpointBlocks(recording, null).at(-1);
  if (idle === undefined || recording.blocks.at(-1)?.endpoint !== null) {
    return { kind: 'idle', waitMs, reason: `waiting whether ${first.metric} comes back by itself` };
  }
  const returning = accused.find(({ metric }) => isComingBack(idle, metric, judgements));
  if (returning === undefined || idledMs(recording) + waitMs > longestCoolDownMs) return null;
  return { kind: 'idle', waitMs, reason: `waiting while ${returning.metric} comes back by itself` };
}
