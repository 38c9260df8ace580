import askWorkers = require('./ask-workers.cjs');
import openChannel = require('./channel.cjs');
import createCollector = require('./collector.cjs');
import createGcCounter = require('./gc-counter.cjs');
import openMemwatch = require('./memwatch.cjs');
import watchPools = require('./pg-pools.cjs');
import attachment = require('./attachment.cjs');
import objectsOf = require('./objects-of.cjs');
import workerThreads = require('node:worker_threads');
import openHeapView = require('./heap-view.cjs');
import watchHeap = require('./heap-watch.cjs');
import readPendingTimers = require('./pending-timers.cjs');
import createReader = require('./reader.cjs');

import type { Socket } from 'node:net';
import type { AgentAnswer, AgentMode, AgentRequest } from '../../model/agent-protocol.js' with {
  'resolution-mode': 'import',
};
import type { DiagnoseMethods, MeasureMethods } from './agent-methods.cjs';

import type countAnswers = require('./answer-counter.cjs');
import type diagnose = require('./diagnose/diagnose.cjs');
import type hookPools = require('./pg-pool-hook.cjs');

type CountAnswers = typeof countAnswers;
type Diagnose = typeof diagnose;
type HookPools = typeof hookPools;
type Workers = ReturnType<typeof askWorkers>;
type Methods = MeasureMethods & Partial<DiagnoseMethods>;

/** What the agent does in its process. */
interface AgentSetting {
  readonly socketPath: string;
  readonly mode: AgentMode;
  readonly countsAnswers: boolean;
}

type Method = (...args: readonly unknown[]) => AgentAnswer | Promise<AgentAnswer>;

/** Reads the timers of this thread. Null where Node.js has no inspector, or does not let us use it. */
function readTimers(): ReturnType<typeof readPendingTimers> {
  try {
    return readPendingTimers();
  } catch {
    return null;
  }
}

/** Reads the timers of worker threads as well, because what a thread holds may wait for a timer of its own. */
async function readAllTimers(ofWorkers: () => Promise<ReturnType<typeof readPendingTimers>>) {
  const own = readTimers();
  const others = own === null ? null : await ofWorkers();
  return own === null || others === null ? null : [...own, ...others];
}

/** Loaded only where there is a proxy, because it loads `node:http`. */
const startCounting = (): ReturnType<CountAnswers> => (require('./answer-counter.cjs') as CountAnswers)();

/** The pools of an application that runs already are found by their shape. */
const poolHook = (): HookPools | null =>
  attachment.isAttached() ? null : (require('./pg-pool-hook.cjs') as HookPools);

/** A native module can be put into a process, but not taken out again. */
const wantsMemwatch = (mode: AgentMode): boolean =>
  !attachment.isAttached() && (process.env.LEAKLINE_MEMWATCH === 'on' || mode === 'diagnose');

function measure({ mode, countsAnswers }: AgentSetting, workers: Workers): MeasureMethods {
  const memwatch = wantsMemwatch(mode) ? openMemwatch() : null;
  const collections = createGcCounter();
  const pools = watchPools(poolHook());
  const readAnswers = countsAnswers ? startCounting() : null;
  const heapView = openHeapView(mode, workers);
  // Diagnosis looks only at what stays alive, not at peaks.
  const heapWatch = mode === 'measure' ? watchHeap() : null;
  const read = createReader({
    readGcCounts: collections.counts,
    liveWorkers: workers.live,
    readPools: pools.gauges,
    readAnswers,
    memwatch,
    isCensusUnknown: heapView.isCensusUnknown,
  });
  return {
    read: () => {
      heapWatch?.fold();
      return read({ passes: 0, durationMs: 0, isStable: true });
    },
    collect: createCollector(read, collections, { heapView, heapWatch, workers }),
    timers: () => readAllTimers(workers.timers),
    lookForPools() {
      pools.look();
      return null;
    },
  };
}

function createMethods(setting: AgentSetting): Methods {
  const workers = askWorkers(attachment.isAttached() ? objectsOf(workerThreads.Worker.prototype) : []);
  const measuring = measure(setting, workers);
  if (setting.mode === 'measure') return measuring;
  // Loaded here, so that measure mode carries none of it.
  const startDiagnosis = require('./diagnose/diagnose.cjs') as Diagnose;
  return { ...measuring, ...startDiagnosis(async () => measuring.collect(true), workers.origins) };
}

/** Starts the agent in this process and connects it to the harness. Nothing here keeps the process alive. */
function startAgent(setting: AgentSetting): Socket {
  const methods = createMethods(setting);

  async function answer({ method, args }: AgentRequest): Promise<AgentAnswer> {
    const call = methods[method as keyof Methods] as Method | undefined;
    if (attachment.isWithdrawn()) throw new Error('the agent has left this process');
    if (call === undefined) throw new Error(`"${method}" needs diagnose mode`);
    return call(...args);
  }

  return openChannel(setting.socketPath, answer);
}

export = startAgent;
