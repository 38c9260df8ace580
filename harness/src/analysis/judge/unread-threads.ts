import type { TargetRecording } from '../../model/recording.js';
import type { FlooredBlock } from '../endpoint-blocks.js';
import { metricDefinition } from '../metric-rules.js';
import type { MetricJudgement } from './metric-judgement.js';

/** A thread that was busy at a floor or two was read at the others: what three blocks do not show of it the rest does. */
const tolerableShare = 0.1;

const unreadAt = ({ before, after }: FlooredBlock): number =>
  Math.max(before.unreadThreads ?? 0, after.unreadThreads ?? 0);

/** The most worker threads of the target that one of its floors could not read. */
export const mostUnread = ({ floors }: Pick<TargetRecording, 'floors'>): number =>
  floors.reduce((most, { unreadThreads = 0 }) => Math.max(most, unreadThreads), 0);

/** Worker threads whose heaps nobody knows, in too many of the blocks to know what requests leave in them; 0 for none. */
export function unreadDuring(blocks: readonly FlooredBlock[]): number {
  const unread = blocks.map(unreadAt).filter((count) => count > 0);
  return unread.length > tolerableShare * blocks.length ? Math.max(0, ...unread) : 0;
}

export const threadsInWords = (count: number): string => `${count} worker thread${count === 1 ? '' : 's'}`;

/** Memory of V8's: what the operating system counts is the process's, whichever thread holds it. */
const isOfThreads = ({ metric, unit }: MetricJudgement): boolean =>
  unit === 'bytes' && metricDefinition(metric)?.source === 'agent';

export const unreadReason = (count: number): string =>
  `The heap of ${threadsInWords(count)} could not be read, so nobody can know what requests leave in ${count === 1 ? 'it' : 'them'}.`;

/** What is clean in the threads that were read may grow in the others. What grows is accused all the same. */
export const withoutClearance = (metrics: readonly MetricJudgement[], count: number): readonly MetricJudgement[] =>
  metrics.map((judgement) => {
    if (judgement.verdict !== 'clean' || !isOfThreads(judgement)) return judgement;
    const { bound: _notOfAll, ...rest } = judgement;
    return { ...rest, verdict: 'inconclusive', minimumDetectable: null, reason: unreadReason(count) };
  });
