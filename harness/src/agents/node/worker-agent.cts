import fs = require('node:fs');
import workerThreads = require('node:worker_threads');
import ask = require('./worker-ask.cjs');
import gc = require('./force-gc.cjs');
import readPendingTimers = require('./pending-timers.cjs');
import collectUntilStill = require('./until-still.cjs');
import trackWorkers = require('./track-workers.cjs');
import own = require('./own-globals.cjs');
import inheritance = require('./thread-inheritance.cjs');

import type { NodeReading, NodeThreadReading } from '../../model/runtimes/node/reading.js' with {
  'resolution-mode': 'import',
};

import type diagnoseWorker = require('./diagnose/diagnose-worker.cjs');

type WorkerAsk = Parameters<typeof ask.isOpen>[0];
type Forced = NodeReading['forced'];
/** Room for the ids of some hundreds of threads. */
const besideOriginsBytes = 4_096;

type Heap = Pick<NodeThreadReading, 'heapUsedBytes' | 'externalBytes' | 'arrayBuffersBytes'>;

/** In a worker thread these three are of its own isolate. The resident set would be the process's. */
function readHeap(forced: Forced): Heap & { readonly forced: Forced } {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { heapUsedBytes: heapUsed, externalBytes: external, arrayBuffersBytes: arrayBuffers, forced };
}

/** The number by which V8's trace knows this thread; null where the operating system does not tell. */
function ownTid(): number | null {
  try {
    return Number(fs.readlinkSync('/proc/thread-self').split('/').at(-1)) || null;
  } catch {
    return null;
  }
}

/** Loads the instruments only here, so that measure mode carries none of them. */
function startDiagnosis(): ReturnType<typeof diagnoseWorker> | null {
  const watches = inheritance.inheritedWatches();
  if (watches === null) return null;
  return (require('./diagnose/diagnose-worker.cjs') as typeof diagnoseWorker)(watches);
}

function readTimers(): ReturnType<typeof readPendingTimers> {
  try {
    return readPendingTimers();
  } catch {
    return null;
  }
}

/**
 * Answers for one worker thread when the main thread's agent asks. The channel keeps no thread alive, and the
 * application does not see it. A thread whose event loop is blocked stays silent.
 */
function startWorkerAgent(): void {
  const liveChildren = trackWorkers();
  let lastId = 0;
  let readOrigins: ReturnType<typeof startDiagnosis> = null;

  async function answer({ question, isCounting, board }: WorkerAsk, beat: () => void): Promise<object | null> {
    if (question === 'timers') return { children: liveChildren(), timers: readTimers() };
    if (question === 'count') {
      gc.forceGc();
      return { children: liveChildren(), tid: ownTid() };
    }
    if (question === 'origins') {
      gc.forceGc();
      return { children: liveChildren(), origins: readOrigins?.(board.textBytes - besideOriginsBytes) ?? [] };
    }
    const reading = await collectUntilStill(readHeap, isCounting, () => {
      gc.forceGc();
      beat();
    });
    return { children: liveChildren(), ...reading };
  }

  async function take(question: WorkerAsk): Promise<void> {
    if (question.id <= lastId || !ask.isOpen(question)) return;
    lastId = question.id;
    const claim = ask.claimSlot(question, workerThreads.threadId);
    if (claim === null) return;
    try {
      ask.takeTurn(question, gc.borrowGc);
      claim.write(own.formatJson(await answer(question, claim.beat)));
    } catch {
      claim.write(null);
    }
  }

  const channel = new workerThreads.BroadcastChannel(ask.channelName());
  channel.onmessage = (message) => void take((message as { readonly data: WorkerAsk }).data);
  // The types lack `unref`.
  (channel as unknown as { unref(): void }).unref();
  // Started last, so that the instruments see nothing of ours.
  readOrigins = startDiagnosis();
}

export = startWorkerAgent;
