import attachment = require('./attachment.cjs');
import takeCensus = require('./census.cjs');
import steadyCode = require('./steady-code.cjs');

import type { AgentJitVariable, AgentMode } from '../../model/agent-protocol.js' with { 'resolution-mode': 'import' };
import type { NodeReading } from '../../model/runtimes/node/reading.js' with { 'resolution-mode': 'import' };

import type askWorkers = require('./ask-workers.cjs');

const jitVariable: AgentJitVariable = 'LEAKLINE_JIT';

type Workers = Pick<ReturnType<typeof askWorkers>, 'count'>;
type Threads = Pick<NodeReading, 'threads' | 'unreadThreads'>;
type Counted = Threads & Pick<NodeReading, 'census' | 'isCensusUnknown'>;

/** How to tell what an application keeps from what V8 makes in order to run it. */
interface HeapView {
  /**
   * Collects, by `collect` and in the worker threads, and counts what is alive afterwards. It does neither where the
   * heap is judged as a whole. Of the threads that were read it returns those that still answer.
   */
  readonly count: (collect: () => void, threads: Threads) => Promise<Counted>;
  /** Whether objects are counted. Where they are, code may move the heap. */
  readonly isCounting: () => boolean;
  /** Whether a census was wanted and could not be had. */
  readonly isCensusUnknown: () => boolean;
}

/** Keeps code steady, so that it does not move the heap at all. */
function keepSteady(code: Parameters<typeof steadyCode>[0]): HeapView {
  steadyCode(code);
  return {
    count: async (_collect, threads) => ({ ...threads, census: null, isCensusUnknown: false }),
    isCounting: () => false,
    isCensusUnknown: () => false,
  };
}

/** Neither counts nor keeps code steady. */
const leaveAlone: HeapView = {
  count: async (_collect, threads) => ({ ...threads, census: null, isCensusUnknown: false }),
  isCounting: () => true,
  isCensusUnknown: () => false,
};

/** A census of the main thread and of each worker thread that was read; null where one of these is missing. */
async function countThreads(
  collect: () => void,
  { threads, unreadThreads }: Threads,
  workers: Workers,
): Promise<(Threads & { readonly census: string }) | null> {
  const readings = threads ?? [];
  let asked: Awaited<ReturnType<Workers['count']>> = { answers: new Map(), unread: [] };
  const taken = await takeCensus(async () => {
    if (readings.length > 0) asked = await workers.count();
    collect();
  });
  if (taken === null) return null;
  // A thread that ended meanwhile is in neither list. One that started is in the next reading.
  const counted = readings.flatMap((thread) => {
    const answer = asked.answers.get(thread.threadId);
    if (answer === undefined) return [];
    return [{ ...thread, census: taken.byTid.get(answer.tid ?? 0) ?? null }];
  });
  if (counted.some(({ census }) => census === null)) return null;
  const lost = readings.filter(({ threadId }) => asked.unread.includes(threadId)).length;
  return { threads: counted, unreadThreads: unreadThreads + lost, census: taken.own };
}

/**
 * Leaves V8 alone, and counts the application's objects apart from V8's own by a census. Where the census of the main
 * thread or of a worker thread is missing, code is kept steady from then on, unless `LEAKLINE_JIT=on` forbids it.
 */
function keepCount(mayKeepSteady: boolean, workers: Workers): HeapView {
  let isUnknown = false;
  return {
    async count(collect, threads) {
      const counted = isUnknown ? null : await countThreads(collect, threads, workers);
      if (counted === null && !isUnknown && mayKeepSteady) steadyCode('baseline');
      isUnknown = counted === null;
      return { ...threads, census: null, ...counted, isCensusUnknown: isUnknown };
    },
    isCounting: () => !isUnknown,
    isCensusUnknown: () => isUnknown,
  };
}

/**
 * Diagnosis sets breakpoints, and reads the stacks of allocations, which inlined code would shorten. So it keeps code
 * steady and interpreted.
 * In a process that ran before, V8's switches are left as they are, because its code is there already.
 */
function openHeapView(mode: AgentMode, workers: Workers): HeapView {
  if (attachment.isAttached()) return mode === 'diagnose' ? leaveAlone : keepCount(false, workers);
  if (mode === 'diagnose') return keepSteady('interpreted');
  const jit = process.env[jitVariable];
  return jit === 'off' ? keepSteady('baseline') : keepCount(jit !== 'on', workers);
}

export = openHeapView;
