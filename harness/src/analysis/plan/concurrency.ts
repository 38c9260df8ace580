import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import type { FlooredBlock } from '../endpoint-blocks.js';

/** Figures that a user's budget bounds at the usual concurrency. Driving harder would change them. */
export const figuresOfConcurrency: readonly string[] = ['latencyP95Ms', 'requestsPerSecond'];

/**
 * An endpoint that takes longer than this per request over the usual connections (48 ms of latency over eight) gets
 * more of them. Clearing a count takes 3,280 requests, which take 20 s at this pace; at half of it they take most of
 * the usual budget.
 */
const slowMsPerRequest = 6;

/**
 * An endpoint that reaches this share of the ideal speed-up is waiting (for a timer, for another service) and not
 * working.
 */
const waitingShare = 0.7;

export const millisecondsPerRequest = ({ block }: FlooredBlock): number =>
  block.load.durationMs / Math.max(1, block.load.sent);

const hasFailures = ({ block }: FlooredBlock): boolean => block.load.ok < block.load.sent;

/** Whether `wide` was as much faster than `narrow` as its connections allow an endpoint that waits. */
const scales = (narrow: FlooredBlock, wide: FlooredBlock): boolean =>
  millisecondsPerRequest(narrow) >= waitingShare * wide.block.connections * millisecondsPerRequest(wide);

/**
 * Connections of the next concurrent block of an endpoint. It is the widest number where the first concurrent block
 * showed that the endpoint is slow and waits, so that more clients get more answers. Else, and where more clients make
 * requests fail, it is the usual number.
 *
 * @param blocks those of the endpoint so far.
 */
export function connectionsFor(
  recording: TargetRecording,
  blocks: readonly FlooredBlock[],
  { connections, widestConnections = connections }: AnalysisSettings,
): number {
  const lastScout = blocks.findLast(({ block }) => block.phase === 'scout');
  const first = blocks.find(({ block }) => block.phase !== 'scout');
  if (lastScout === undefined || first === undefined || first.block.connections < connections) return connections;
  const isHeld = recording.target.budgets?.some(({ name }) => figuresOfConcurrency.includes(name)) ?? false;
  const isSlow = millisecondsPerRequest(first) > slowMsPerRequest && scales(lastScout, first);
  return isSlow && !isHeld && !blocks.some(hasFailures) ? widestConnections : connections;
}
