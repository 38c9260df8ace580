import type { DiagnoseDepth } from './diagnose-depth.js';
import type { AllocationEvidence, OriginEvidence, ToldGrowth } from './evidence.js';
import type { Followed, FollowRequest } from './follow.js';
import type { MetricReadings } from './metrics/catalogue.js';
import type { UnmeasuredMetric } from './metrics/unmeasured-metric.js';
import type { PoolGauge } from './pool-gauge.js';
import type { ReadingOf } from './runtimes/reading-of.js';
import type { RuntimeKind } from './runtimes/runtime-kind.js';

/** What the heap of one process held between two collections that Leakline forced. */
export interface HeapSpan {
  /** Number of full collections that the runtime did by itself. */
  readonly fullCollections: number;
  /** The most that was proven to be alive at once, between the two collections or at the second. */
  readonly liveBytes: number;
  /** An upper bound of what was alive when the runtime looked. It may include garbage. */
  readonly atMostBytes: number;
  readonly allocatedBytes: number;
}

/** One thread with a heap of its own. Its heap is part of its process's metrics. */
interface ThreadReading {
  readonly threadId: number;
  readonly metrics: MetricReadings;
}

/**
 * What the agent inside one process reports, in Leakline's terms. The module of its runtime makes it from the agent's
 * answer.
 */
export interface AgentReading {
  readonly pid: number;
  readonly runtime: RuntimeKind;
  /** Its place among processes that share a port, with the worker's own id. Null outside of such a group. */
  readonly place: 'master' | `worker ${number}` | null;
  /**
   * Metrics of all its threads together. A metric that it cannot know is absent. A member of a family is 0 if it is
   * absent and the family was read.
   */
  readonly metrics: MetricReadings;
  /** Metrics that it can never know, each with the reason. */
  readonly unknown: readonly UnmeasuredMetric[];
  readonly rssBytes: number;
  /** Null where the heap has no limit of its own. */
  readonly heapLimitBytes: number | null;
  /** Null where pools may have been made that the agent cannot see. */
  readonly pools: readonly PoolGauge[] | null;
  /** Answers of the process's HTTP servers by status, since the process began. Null where they are not counted. */
  readonly answers: Readonly<Record<string, number>> | null;
  /** Whether the heap held still after a collection. True for a plain read. */
  readonly isStable: boolean;
  /** Whether objects could not be counted although they should be. They are not counted after that. */
  readonly isCensusUnknown: boolean;
  readonly threads: readonly ThreadReading[];
  /** Number of live threads that did not answer. */
  readonly unreadThreads: number;
  /** Null for a plain read, for the first collection, and where the runtime does not tell it. */
  readonly heapSpan: HeapSpan | null;
  /** The agent's own answer, for code that knows its runtime. */
  readonly told: ReadingOf[RuntimeKind];
}

/** Timers with the same delay that wait to fire. */
export interface TimerGroup {
  /** The delay, rounded to two digits. */
  readonly delayMs: number;
  /** Whether they are intervals. Other timers fire once, but the code that they call may set them again. */
  readonly isRepeating: boolean;
  /** Whether they keep the process alive. Those that do not (`unref`) are not active handles. */
  readonly keepsAlive: boolean;
  readonly count: number;
  /** Milliseconds until the last of them fires. */
  readonly longestLeftMs: number;
}

/** The agents in the processes of the target's tree. */
export interface AgentGroup {
  /**
   * Number of processes that are connected now. In each of them, one socket and so one file descriptor belongs to
   * Leakline, not to the target.
   */
  readonly connected: number;
  /**
   * Reads without a collection, which costs little. Rejects with `AGENT_UNRESPONSIVE` when a live process does not
   * answer in time.
   */
  read(): Promise<readonly AgentReading[]>;
  /**
   * Forces full collections, with turns of the event loop between them, until the heap holds still. Then reads.
   *
   * @param isCounting whether a census is taken after that. Default true.
   */
  collect(isCounting?: boolean): Promise<readonly AgentReading[]>;
  /** Walks over each heap to find the timers that wait to fire. Null where one of the processes cannot tell them. */
  timers(): Promise<readonly TimerGroup[] | null>;
  /**
   * Makes each process look for pools of `pg` that nobody saw being made, a few times at most. It walks over the heap
   * and leaves some kilobytes behind, so it is only done where a database shows that there must be pools.
   */
  lookForPools(): Promise<void>;
  /** The same agents with more time. All questions together get this number of milliseconds, counted from now. */
  withPatience(patienceMs: number): AgentGroup;
  /** Null in measure mode. */
  readonly diagnosis: AgentDiagnosis | null;
}

/**
 * What agents tell only in diagnose mode, for all processes together. Each call except `watch` and `follow` collects
 * garbage first.
 */
export interface AgentDiagnosis {
  /** The runtime of the process that connected first. */
  readonly runtime: RuntimeKind;
  /** The script that each process runs, as it was named to its runtime. */
  readonly scripts: readonly string[];
  /**
   * Forgets everything seen so far, and starts to record what is created and allocated. The target should be warm
   * before.
   */
  watch(depth: DiagnoseDepth): Promise<void>;
  /** What was created since `watch` and is alive, by place. The place with the most comes first. */
  origins(): Promise<readonly OriginEvidence[]>;
  /** What was allocated since `watch` and survived, by place. The largest comes first. */
  allocations(): Promise<readonly AllocationEvidence[]>;
  /**
   * Writes one snapshot for each process, except for one with a heap above the limit. Once the agent watches, its own
   * records are in that heap too (`LeaklineRef` and what its modules hold). Before that there are none.
   */
  writeHeapSnapshots(request: SnapshotRequest): Promise<readonly HeapSnapshotResult[]>;
  /** Notes how much each collection holds. Only of a runtime whose growth is `told`. */
  markHeap(): Promise<void>;
  /** What held more at each `markHeap`. */
  growths(): Promise<readonly ToldGrowth[]>;
  /** Forgets what was seen. Watches lines and functions with V8's debugger until `followed` is called. */
  follow(request: FollowRequest): Promise<void>;
  /**
   * Ends the window, and tells what was seen.
   *
   * @param searchMs how long it may look behind closures and private fields. What it has not looked at by then stays
   * unknown.
   */
  followed(searchMs: number): Promise<readonly Followed[]>;
}

export interface SnapshotRequest {
  /** An absolute path, to which `-<pid>.heapsnapshot` is added. */
  readonly filePrefix: string;
  readonly limitBytes: number;
}

export type HeapSnapshotResult =
  | { readonly status: 'written'; readonly pid: number; readonly file: string; readonly bytes: number }
  | { readonly status: 'declined'; readonly pid: number; readonly reason: string };

export interface TargetEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Whether Leakline asked for it. */
  readonly wasAsked: boolean;
  /** Present if the proxy in front of the target ended, and the target did not. */
  readonly isOfProxy?: true;
}

/** The container that a target runs in. */
export interface TargetContainer {
  /** The folder below which its files are seen from here. */
  readonly root: string;
  /** Where its command starts, as a path inside. */
  readonly workingFolder: string;
  /** How much resident memory its processes may have. Null without a limit. */
  readonly memoryRoomBytes: number | null;
}

/** The process tree under test, ready to be driven. */
export interface Target {
  readonly name: string;
  /** Without a trailing slash, e.g. `http://127.0.0.1:40123`. */
  readonly baseUrl: string;
  /** The address that clients use, if there is a proxy in front of `baseUrl`. */
  readonly proxyUrl?: string;
  readonly pid: number;
  /** Null when the target carries no agent (it is in another language, or has a pid that we did not start). */
  readonly agents: AgentGroup | null;
  /** Soft limit of open files of the root process; null when it is not known. */
  readonly fileLimit: number | null;
  /** Absent for a target that runs in no container, or in one that Leakline was not told of. */
  readonly container?: TargetContainer;
  /** Live pids of the tree, the root first. */
  pids(): Promise<readonly number[]>;
  /** Resolves once, when the root process has ended. Never rejects. */
  readonly ended: Promise<TargetEnd>;
  /** The last lines of stdout and stderr, for error messages. */
  outputTail(): string;
  /** Sends SIGTERM, and after a grace time SIGKILL to the whole tree. Resolves when every process is gone. */
  stop(): Promise<TargetEnd>;
}
