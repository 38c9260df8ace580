import own = require('./own-globals.cjs');

import type inspector = require('node:inspector');
import type traceEvents = require('node:trace_events');

/** With this trace category V8 counts the objects that a full collection finds alive. */
const category = 'disabled-by-default-v8.gc_stats';
const eventName = 'V8.GC_Objects_Stats';

/** For a heap of 15 MB the events are there after 4 ms. In a target that a debugger has stopped they never come. */
const patienceMs = 2_000;

interface TraceEvent {
  readonly name: string;
  /** The thread whose heap was counted. On Linux the main thread has the number of the process. */
  readonly tid: number;
  readonly args: { readonly live?: string };
}

interface Collected {
  readonly params: { readonly value: readonly TraceEvent[] };
}

interface Census {
  /** The census of the main thread. */
  readonly own: string;
  /** The last census of each thread that collected meanwhile, by its number in the trace. */
  readonly byTid: ReadonlyMap<number, string>;
}

/**
 * Sorts the events by thread. Outside of Linux the numbers in the trace are others; a single census is then the main
 * thread's.
 */
function byThread(events: readonly TraceEvent[]): Census | null {
  const byTid = new Map(
    events.flatMap(({ tid, args: { live } }) => (live === undefined ? [] : [[tid, live] as const])),
  );
  const [only] = byTid.size === 1 ? byTid.values() : [];
  const own = byTid.get(process.pid) ?? only;
  return own === undefined ? null : { own, byTid };
}

/** Within one process the answer is there when the call returns. */
function post(session: inspector.Session, method: string, params: object): boolean {
  let isDone = false;
  session.post(method, params, (error) => {
    isDone = error === null;
  });
  return isDone;
}

async function withPatience(isDone: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new own.Promise((resolve) => {
    timer = own.setTimeout(resolve, patienceMs).unref();
  });
  await own.Promise.race([isDone, patience]);
  own.clearTimeout(timer);
}

async function count(session: inspector.Session, collect: () => Promise<void>): Promise<Census | null> {
  const events: TraceEvent[] = [];
  session.on('NodeTracing.dataCollected', ({ params }: Collected) => {
    events.push(...params.value.filter(({ name }) => name === eventName));
  });
  session.connect();
  if (!post(session, 'NodeTracing.start', { traceConfig: { includedCategories: [category] } })) return null;
  // Listens before the stop, because tracing may be complete when that call returns.
  const isComplete = new own.Promise((resolve) => session.once('NodeTracing.tracingComplete', resolve));
  try {
    await collect();
  } finally {
    post(session, 'NodeTracing.stop', {});
  }
  await withPatience(isComplete);
  return byThread(events);
}

/**
 * V8's own count of what is alive, by type of object, after one full collection in each thread. The texts are V8's own,
 * unchanged, and some 80 KB each.
 *
 * Null where this Node.js does not tell. Null also where somebody else traces this process: that trace would record our
 * events, and ours would record all of theirs. A session is opened each time, which takes a tenth of a millisecond.
 *
 * @param collect forces the collections. It is called at most once, and not at all where nothing can be counted.
 */
async function takeCensus(collect: () => Promise<void>): Promise<Census | null> {
  let session: inspector.Session | null = null;
  try {
    // Loaded here, because a Node.js without one of these modules only loses the census.
    const { getEnabledCategories } = require('node:trace_events') as typeof traceEvents;
    if (getEnabledCategories() !== undefined) return null;
    const { Session } = require('node:inspector') as typeof inspector;
    session = new Session();
    return await count(session, collect);
  } catch {
    return null;
  } finally {
    // This ends the session's tracing, too.
    session?.disconnect();
  }
}

export = takeCensus;
