import type { AllocationEvidence, OriginEvidence } from './evidence.js';
import type { Followed, FollowRequest } from './follow.js';
import type { MetricReadings } from './metrics/catalogue.js';
import type { UnmeasuredMetric } from './metrics/unmeasured-metric.js';
import type { PoolGauge } from './pool-gauge.js';
import type { ReadingOf } from './runtimes/reading-of.js';
import type { RuntimeKind } from './runtimes/runtime-kind.js';

/** What the heap of one process held from one collection that Leakline forced to the next. */
export interface HeapSpan {
  /** Full collections that the runtime did by itself. */
  readonly fullCollections: number;
  /** The most that was proven alive at once: between the two, or at the second. */
  readonly liveBytes: number;
  /** No more than that was alive when the runtime looked; garbage may be among it. */
  readonly atMostBytes: number;
  readonly allocatedBytes: number;
}

/** One thread with a heap of its own, which is part of its process's metrics. */
interface ThreadReading {
  readonly threadId: number;
  readonly metrics: MetricReadings;
}

/** What the agent inside one process reports, in Leakline's terms. Its runtime's module makes it of what the agent told. */
export interface AgentReading {
  readonly pid: number;
  readonly runtime: RuntimeKind;
  /** Its place among processes that share a port, with the worker's own id; null outside of such a group. */
  readonly place: 'master' | `worker ${number}` | null;
  /** All of its threads together. A metric that it cannot know is absent; a member of a family that was read and is absent is 0. */
  readonly metrics: MetricReadings;
  /** Metrics that it can never know, each with the reason. */
  readonly unknown: readonly UnmeasuredMetric[];
  readonly rssBytes: number;
  /** Null where its heap has no limit of its own. */
  readonly heapLimitBytes: number | null;
  /** Null where pools were made that it cannot see. */
  readonly pools: readonly PoolGauge[] | null;
  /** Answers of the process's HTTP servers by status, since it began; null where they are not counted. */
  readonly answers: Readonly<Record<string, number>> | null;
  /** Whether the heap held still after a collection; true for a plain read. */
  readonly isStable: boolean;
  /** Objects were to be counted and could not be; from then on they are not. */
  readonly isCensusUnknown: boolean;
  readonly threads: readonly ThreadReading[];
  /** Live threads that did not answer. */
  readonly unreadThreads: number;
  /** Null of a plain read, of the first collection, and where the runtime does not tell. */
  readonly heapSpan: HeapSpan | null;
  /** The agent's own answer, for who knows its runtime. */
  readonly told: ReadingOf[RuntimeKind];
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

/** The agents in the processes of the target's tree. */
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
