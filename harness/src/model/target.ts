import type { AllocationEvidence, OriginEvidence } from './evidence.js';
import type { Followed, FollowRequest } from './follow.js';

/** A pool of clients inside the target, as its own counters tell. */
export interface PoolGauge {
  /** Stable while the pool lives. */
  readonly id: string;
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
  readonly max: number;
  /** Its open connections; absent where the pool does not tell. */
  readonly backends?: PoolBackends;
}

/** Open connections of a pool by the server's process id, a few dozen of them where there are more. */
export interface PoolBackends {
  readonly checkedOut: readonly number[];
  readonly idle: readonly number[];
}

/** The heap of one worker thread after a collection of its own. Resident memory is the process's. */
export interface ThreadReading {
  readonly threadId: number;
  readonly heapUsedBytes: number;
  readonly externalBytes: number;
  readonly arrayBuffersBytes: number;
  /** As for the process. */
  readonly census: string | null;
}

/** What the heap of one process held from one full collection that Leakline forced to the next, as V8's own ones tell. */
export interface HeapSpan {
  /** Full collections that V8 did by itself. */
  readonly fullCollections: number;
  /** The most that one of them proves to have been alive at once; null without any. */
  readonly liveBytes: number | null;
  /**
   * No more than that was alive when V8 looked: the least that a full collection left, the garbage of its own time among it;
   * without one, the most that any collection left.
   */
  readonly atMostBytes: number;
  /** By everything that ran meanwhile. */
  readonly allocatedBytes: number;
}

/** What the agent inside one Node.js process reports; null where this Node.js does not let it know, or as said. */
export interface AgentReading {
  readonly pid: number;
  /** Its place in a `node:cluster`, with the worker's own id; null outside of one. */
  readonly clusterPlace: 'master' | `worker ${number}` | null;
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  readonly externalBytes: number;
  readonly arrayBuffersBytes: number;
  readonly rssBytes: number;
  readonly heapLimitBytes: number;
  /** V8's own malloc use (zones, backing structures), from `v8.getHeapStatistics()`. */
  readonly mallocedBytes: number;
  /** `process.getActiveResourcesInfo()` counted by type, without the agent's own. */
  readonly activeResources: Readonly<Record<string, number>> | null;
  readonly pools: readonly PoolGauge[] | null;
  /** Answers of the process's HTTP servers by status, since it began; null where nobody asked for them, or the channel told of none, not even of one of the agent's own. */
  readonly answers: Readonly<Record<string, number>> | null;
  /** Collections since the process began. */
  readonly gc: { readonly major: number; readonly minor: number; readonly pauseMs: number } | null;
  /** Forced collections that this reading took (0 for a plain read) and whether the heap held still at the end. */
  readonly forced: { readonly passes: number; readonly durationMs: number; readonly isStable: boolean };
  /** Share of the time since the last reading that the event loop was busy, 0–1. */
  readonly eventLoopUtilization: number;
  /** Heap after the latest full collection as `@airbnb/node-memwatch` saw it; null where it is not installed. */
  readonly memwatchUsedHeapBytes: number | null;
  /**
   * V8's own text of what is alive by type of object, after a collection; null without one, where V8's optimisation is
   * off, and where this Node.js does not tell.
   */
  readonly census: string | null;
  /** A census was wanted and could not be taken; from then on there is none. */
  readonly isCensusUnknown: boolean;
  /** Worker threads that were read; null where there are some and nobody asked them, as in a plain read. The memory above is the main thread's. */
  readonly threads: readonly ThreadReading[] | null;
  /** Live worker threads that did not answer. */
  readonly unreadThreads: number;
  /** What the heap held since the collection before; null of a plain read, of the first, and where this Node.js does not tell. */
  readonly heapSpan: HeapSpan | null;
}

/** Timers of one delay that wait to fire. */
export interface TimerGroup {
  /** To two digits. */
  readonly delayMs: number;
  /** An interval; else it fires once, though it may be set anew by what it calls. */
  readonly isRepeating: boolean;
  /** Those that keep no process alive (`unref`) are no active handles. */
  readonly keepsAlive: boolean;
  readonly count: number;
  /** Until the last of them fires. */
  readonly longestLeftMs: number;
}

/** The agents of every Node.js process in the target's tree. */
export interface AgentGroup {
  /** Processes connected now. Each holds one socket, hence one file descriptor, that is Leakline's and not the target's. */
  readonly connected: number;
  /** Cheap: no collection. Rejects with `AGENT_UNRESPONSIVE` when a live process does not answer in time. */
  read(): Promise<readonly AgentReading[]>;
  /**
   * Forces full collections, with event-loop turns between, until the heap holds still; then reads.
   *
   * @param isCounting whether a census is taken after that. Default true.
   */
  collect(isCounting?: boolean): Promise<readonly AgentReading[]>;
  /** Walks over each heap to find the timers that wait to fire; null where one of the processes cannot tell. */
  timers(): Promise<readonly TimerGroup[] | null>;
  /**
   * Has each process look for pools of `pg` that nobody saw made, a few times at most. A walk over the heap, which leaves some
   * kilobytes behind: only where a database says that there should be some.
   */
  lookForPools(): Promise<void>;
  /** The same agents, given longer: each question gets all that is left of so many milliseconds from now on. */
  withPatience(patienceMs: number): AgentGroup;
  /** Null in measure mode. */
  readonly diagnosis: AgentDiagnosis | null;
}

/** What agents in diagnose mode tell besides, of all processes together. Each call but `watch` collects first. */
export interface AgentDiagnosis {
  /** What each process runs, as it was named to Node.js. */
  readonly scripts: readonly string[];
  /** Forgets everything seen so far, and starts to record what is created and allocated. Warm up before. */
  watch(): Promise<void>;
  /** What was created since `watch` and is alive, by place, most first. */
  origins(): Promise<readonly OriginEvidence[]>;
  /** What was allocated since `watch` and survived, by place, largest first. */
  allocations(): Promise<readonly AllocationEvidence[]>;
  /**
   * Writes one snapshot for each process; none for a process with a heap above the limit. Once it watches the agent
   * keeps books of its own in that heap (`LeaklineRef` and what hangs on the agent's modules), before it nothing.
   */
  writeHeapSnapshots(request: SnapshotRequest): Promise<readonly HeapSnapshotResult[]>;
  /** Forgets what was seen, and watches lines and functions with V8's debugger until `followed`. */
  follow(request: FollowRequest): Promise<void>;
  /**
   * Ends the window, and tells what was seen.
   *
   * @param searchMs how long it may look behind closures and private fields; what was not looked at by then stays unknown.
   */
  followed(searchMs: number): Promise<readonly Followed[]>;
}

export interface SnapshotRequest {
  /** Absolute path; `-<pid>.heapsnapshot` is added. */
  readonly filePrefix: string;
  readonly limitBytes: number;
}

export type HeapSnapshotResult =
  | { readonly status: 'written'; readonly pid: number; readonly file: string; readonly bytes: number }
  | { readonly status: 'declined'; readonly pid: number; readonly reason: string };

export interface TargetEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** True when Leakline asked for it. */
  readonly wasAsked: boolean;
  /** It was the proxy in front of the target that ended; the target itself did not. */
  readonly isOfProxy?: true;
}

/** The process tree under test, ready to be driven. */
export interface Target {
  readonly name: string;
  /** No trailing slash, e.g. `http://127.0.0.1:40123`. */
  readonly baseUrl: string;
  /** Where clients come in, when that is a proxy in front of `baseUrl`. */
  readonly proxyUrl?: string;
  readonly pid: number;
  /** Null when the target carries no agent (another language, a pid that we did not start). */
  readonly agents: AgentGroup | null;
  /** Soft limit of open files of the root process, or null when unknown. */
  readonly fileLimit: number | null;
  /** Live pids of the tree, root first. */
  pids(): Promise<readonly number[]>;
  /** Settles once, when the root process has ended; never rejects. */
  readonly ended: Promise<TargetEnd>;
  /** Last lines of stdout and stderr, for error messages. */
  outputTail(): string;
  /** SIGTERM, then SIGKILL to the whole tree after a grace time; resolves when every process is gone. */
  stop(): Promise<TargetEnd>;
}
