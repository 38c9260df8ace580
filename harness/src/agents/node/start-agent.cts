import askWorkers = require('./ask-workers.cjs');
import openChannel = require('./channel.cjs');
import createCollector = require('./collector.cjs');
import createGcCounter = require('./gc-counter.cjs');
import openMemwatch = require('./memwatch.cjs');
import watchPools = require('./pg-pools.cjs');
import openHeapView = require('./heap-view.cjs');
import watchHeap = require('./heap-watch.cjs');
import readPendingTimers = require('./pending-timers.cjs');
import createReader = require('./reader.cjs');

import type { AgentAnswer, AgentAnswersVariable, AgentMode, AgentRequest } from '../../model/agent-protocol.js' with {
  'resolution-mode': 'import',
};
import type { DiagnoseMethods, MeasureMethods } from './agent-methods.cjs';

import type countAnswers = require('./answer-counter.cjs');
import type diagnose = require('./diagnose/diagnose.cjs');

const answersVariable: AgentAnswersVariable = 'LEAKLINE_AGENT_ANSWERS';

type CountAnswers = typeof countAnswers;
type Diagnose = typeof diagnose;
type Workers = ReturnType<typeof askWorkers>;
type Methods = MeasureMethods & Partial<DiagnoseMethods>;
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

function measure(mode: AgentMode, workers: Workers): MeasureMethods {
  const memwatch = process.env.LEAKLINE_MEMWATCH === 'on' || mode === 'diagnose' ? openMemwatch() : null;
  const collections = createGcCounter();
  const pools = watchPools();
  const readAnswers = process.env[answersVariable] === 'on' ? startCounting() : null;
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

function createMethods(mode: AgentMode): Methods {
  const workers = askWorkers();
  const measuring = measure(mode, workers);
  if (mode === 'measure') return measuring;
  // Loaded here, so that measure mode carries none of it.
  const startDiagnosis = require('./diagnose/diagnose.cjs') as Diagnose;
  return { ...measuring, ...startDiagnosis(async () => measuring.collect(true), workers.origins) };
}

/** Starts the agent in this process and connects it to the harness. Nothing here keeps the process alive. */
function startAgent(socketPath: string, mode: AgentMode): void {
  const methods = createMethods(mode);

  async function answer({ method, args }: AgentRequest): Promise<AgentAnswer> {
    const call = methods[method as keyof Methods] as Method | undefined;
    if (call === undefined) throw new Error(`"${method}" needs diagnose mode`);
    return call(...args);
  }

  openChannel(socketPath, answer);
}

export = startAgent;
