import { metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { type FlooredBlock, requestsIn } from '../endpoint-blocks.js';
import type { MetricJudgement } from './metric-judgement.js';

/** How many heaps of the target could not be read. */
export interface UnreadHeaps {
  readonly threads: number;
  readonly processes: number;
}

/**
 * Share of the blocks that may be unread. A thread that was busy at a floor or two was read at the others, and those
 * show what it keeps.
 */
const tolerableShare = 0.1;

const threadsAt = ({ before, after }: FlooredBlock): number =>
  Math.max(before.unreadThreads ?? 0, after.unreadThreads ?? 0);

/**
 * The number of processes without the agent that used CPU time between two floors. A process that does nothing while
 * requests are answered keeps nothing of them. One that was not there at the first floor began anew.
 */
function processesAt({ before, after }: Pick<FlooredBlock, 'before' | 'after'>): number {
  const earlier = new Map(before.processes?.map(({ pid, unreadCpuMs }) => [pid, unreadCpuMs]));
  return (after.processes ?? []).filter(({ pid, unreadCpuMs }) => {
    const cpuMs = earlier.get(pid);
    return cpuMs !== undefined && unreadCpuMs !== undefined && unreadCpuMs > cpuMs;
  }).length;
}

const mostOf = (counts: readonly number[]): number => counts.reduce((most, count) => Math.max(most, count), 0);

/** The largest number of heaps that could not be read at one floor of the target. */
export const mostUnread = ({ floors }: Pick<TargetRecording, 'floors'>): UnreadHeaps => ({
  threads: mostOf(floors.map(({ unreadThreads = 0 }) => unreadThreads)),
  processes: mostOf(floors.slice(1).map((after, index) => processesAt({ before: floors[index] ?? after, after }))),
});

/**
 * Heaps that were unread in too many of the blocks, or for too many requests, to know what requests leave in them; null
 * for none.
 */
export function unreadDuring(blocks: readonly FlooredBlock[]): UnreadHeaps | null {
  const withThreads = blocks.filter((block) => threadsAt(block) > 0);
  const withProcesses = blocks.filter((block) => processesAt(block) > 0);
  const areThreads = withThreads.length > tolerableShare * blocks.length;
  // By requests, because a process that starts has CPU time in many small blocks.
  const areProcesses = requestsIn(withProcesses) > tolerableShare * requestsIn(blocks);
  if (!areThreads && !areProcesses) return null;
  return {
    threads: areThreads ? mostOf(withThreads.map(threadsAt)) : 0,
    processes: areProcesses ? mostOf(withProcesses.map(processesAt)) : 0,
  };
}

const inWords = (count: number, one: string, many: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

export const threadsInWords = (count: number): string => inWords(count, 'worker thread', 'worker threads').join();
export const processesInWords = (count: number): string => inWords(count, 'process', 'processes').join();

/** `2 worker threads and 1 process`; empty for none. */
export const heapsInWords = ({ threads, processes }: UnreadHeaps): string =>
  [threadsInWords(threads), processesInWords(processes)].filter((words) => words !== '').join(' and ');

/**
 * Whether a metric is memory of V8's. What the operating system counts belongs to the process, whichever thread holds
 * it.
 */
const isOfHeaps = ({ metric, unit }: MetricJudgement): boolean =>
  unit === 'bytes' && metricDefinition(metric)?.source === 'agent';

export const unreadReason = (unread: UnreadHeaps): string =>
  `The heap of ${heapsInWords(unread)} could not be read, so nobody can know what requests leave in ${unread.threads + unread.processes === 1 ? 'it' : 'them'}.`;

/**
 * Takes clearances of memory back: what is clean in the heaps that were read may grow in the others. Accusations stand.
 */
export const withoutClearance = (
  metrics: readonly MetricJudgement[],
  unread: UnreadHeaps,
): readonly MetricJudgement[] =>
  metrics.map((judgement) => {
    if (judgement.verdict !== 'clean' || !isOfHeaps(judgement)) return judgement;
    const { bound: _notOfAll, ...rest } = judgement;
    return { ...rest, verdict: 'inconclusive', minimumDetectable: null, reason: unreadReason(unread) };
  });
