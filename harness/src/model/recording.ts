import type { BaselineEndpoint } from './baseline.js';
import type { BudgetLimit } from './budget.js';
import type { EvidenceRecord } from './evidence.js';
import type { RecordedInvariant } from './invariant.js';
import type { LoadResult } from './load.js';
import type { MetricId, MetricReadings } from './metrics.js';
import type { ServiceKind } from './service.js';
import type { PoolGauge, TimerGroup } from './target.js';

/**
 * Version of the NDJSON lines below. In version 2 several endpoints may be driven between the same two floors, and blocks
 * may repeat the requests of earlier ones.
 */
export const recordingSchemaVersion = 2;

/** Versions that can be read; a reader refuses any other. */
export const readableSchemaVersions = [1, recordingSchemaVersion] as const;

export interface Environment {
  readonly node: string;
  readonly platform: string;
  readonly cpus: number;
  readonly leakline: string;
  readonly services: Readonly<Partial<Record<ServiceKind, string>>>;
}

export type Expectation = 'leaking' | 'clean';

/** The settings that judging depends on. They travel with the recording so that `analyze` gives the same verdict. */
export interface AnalysisSettings {
  /** Accepted growth by metric, in the metric's unit per request; metrics not named use their default. */
  readonly tolerances: Readonly<Record<MetricId, number>>;
  /** Metrics that the user asked for by name: failing to measure one of them is never silently clean. */
  readonly requiredMetrics: readonly MetricId[];
  /** Wall time within which one target is driven, from its first request; a last wait for what may come back can follow. */
  readonly budgetMs: number;
  /** The budget follows from endpoints and their latency, up to this; absent where the user chose one. */
  readonly longestBudgetMs?: number;
  /** Concurrent client connections in a full-size block. */
  readonly connections: number;
  /** An endpoint that waits rather than works may be driven over as many; absent where the user chose a number. */
  readonly widestConnections?: number;
  /**
   * Whether `clean` always needs the full proof. False: when time is up and nothing grew, the bound reached will do. Absent
   * in recordings of earlier versions, which are judged as they were: with the full proof.
   */
  readonly strict?: boolean;
  /** Leaks that are known and accepted. */
  readonly ignore: readonly IgnoreRule[];
  /** Growth that earlier runs were accepted with; absent without a baseline. */
  readonly baseline?: readonly BaselineEndpoint[];
}

export interface IgnoreRule {
  readonly fingerprint: string;
  readonly reason: string;
  /** ISO date after which the rule no longer counts. */
  readonly until: string | null;
}

export interface RecordedTarget {
  readonly name: string;
  readonly expect: Expectation | null;
  /** Ids of the endpoints that will be driven, in the user's order. */
  readonly endpoints: readonly string[];
  /** Those of them whose every unit differs from the last ({n}), so that caches keyed by input see ever new keys. */
  readonly freshInputs: readonly string[];
  /** Those that may be driven at the same time as others; absent where none may. */
  readonly together?: readonly string[];
  /** What the target has to keep; absent without budgets. */
  readonly budgets?: readonly BudgetLimit[];
  /** What has to come out at its end; absent without invariants. */
  readonly invariants?: readonly RecordedInvariant[];
}

/** First line. Holds no secrets: no URLs with credentials, headers, bodies or environment values. */
export interface HeaderRecord {
  readonly type: 'header';
  readonly schemaVersion: (typeof readableSchemaVersions)[number];
  readonly startedAt: string;
  readonly seed: number;
  readonly environment: Environment;
  readonly settings: AnalysisSettings;
  readonly targets: readonly RecordedTarget[];
}

/** Hard limits of the target's world; the next one in the way of a leak is what a projection names. */
export interface Limits {
  readonly pgMaxConnections: number | null;
  readonly redisMaxClients: number | null;
  readonly fileLimit: number | null;
  readonly heapLimitBytes: number | null;
  /** What the machine can spare for the whole process tree. */
  readonly memoryBytes: number | null;
  /** How a server's limit is configured, e.g. `max_connections=100`, by metric. The numbers above are what is usable of it. */
  readonly settings: Readonly<Record<MetricId, string>>;
}

export interface TargetStartRecord {
  readonly type: 'target-start';
  readonly target: string;
  readonly atMs: number;
  readonly pid: number;
  readonly limits: Limits;
  /** How server-side connections are attributed to the target. */
  readonly ownership: Readonly<Partial<Record<ServiceKind, 'socket' | 'application-name' | 'total'>>>;
  /** Metrics that will not be measured here, each with the reason. */
  readonly unmeasured: readonly UnmeasuredMetric[];
}

export interface UnmeasuredMetric {
  readonly metric: MetricId;
  readonly reason: string;
}

/** One process of a target's tree, at a floor or a sample. */
export interface ProcessReading {
  readonly pid: number;
  /** `master` and `worker <id>` in a `node:cluster`, else the name of its program. */
  readonly label: string;
  /** A worker does the same work as the other workers, and one that ends is replaced. */
  readonly role: 'master' | 'worker' | 'process';
  /** Its share of the target's readings; what several processes hold together counts for the first of them. */
  readonly metrics: MetricReadings;
}

/** One worker thread at a floor: its share of its process's memory. */
export interface ThreadShare {
  readonly pid: number;
  readonly thread: number;
  readonly metrics: MetricReadings;
}

/** What the heaps held between a floor and the one before it, as V8's own collections tell. */
export interface HeapBetweenFloors {
  /** Full collections that V8 did by itself, in all processes. */
  readonly fullCollections: number;
  /** The most that was proven alive at once in one process: between the floors, or at the second. */
  readonly liveBytes: number;
  /** No more than that was alive in one process when V8 looked; garbage may be among it. Never below `liveBytes`. */
  readonly atMostBytes: number;
  /** Allocated by all processes. */
  readonly allocatedBytes: number;
}

/** How long a target will take, told once, when each of its endpoints has answered a few requests. */
export interface DurationRecord {
  readonly type: 'duration';
  readonly target: string;
  readonly atMs: number;
  readonly endpoints: number;
  /** Those that are so slow that they decide how long it takes. */
  readonly slow: number;
  /** From the target's first request to its last if nothing leaks; a rough estimate. */
  readonly expectedMs: number;
  /** What the target gets from now on, from its first request. */
  readonly budgetMs: number;
}

/** A reading between blocks, after settling and forced collection. What verdicts stand on. */
export interface FloorRecord {
  readonly type: 'floor';
  readonly target: string;
  /** 0 for the first floor of the target, then counting up. */
  readonly index: number;
  /** Milliseconds since the run began, monotonic. */
  readonly atMs: number;
  /** Units sent to the target so far, all endpoints together. */
  readonly requests: number;
  readonly metrics: MetricReadings;
  /** Each process, root first; absent where there is only one. */
  readonly processes?: readonly ProcessReading[];
  /** Worker threads whose heaps are in the metrics; absent where there are none. */
  readonly threads?: readonly ThreadShare[];
  /** Live worker threads whose heaps could not be read; absent where there are none. */
  readonly unreadThreads?: number;
  /** Sockets by `address:port` of the peer, with `inbound` for those that clients opened. */
  readonly socketsByPeer: Readonly<Record<string, number>>;
  /** False when in-flight work, sockets or heap still moved when patience ended; the floor then weighs less. */
  readonly settled: boolean;
  readonly settleMs: number;
  /** Absent at the first floor, where a process does not tell, and in recordings of earlier versions. */
  readonly heapBefore?: HeapBetweenFloors;
}

/** What a block is for. `scout`: the first tiny ones. `warm-up`: until floors hold still. `measure`: growing stages. `idle`: no requests, only time. */
export type BlockPhase = 'scout' | 'warm-up' | 'measure' | 'idle';

/** CPU time that a block took, in user and kernel mode. */
export interface BlockCpu {
  /** All processes of the target. */
  readonly targetMs: number;
  /** Leakline itself, which sends the same requests from the first block to the last: what makes them dearer is the machine. */
  readonly loadMs: number;
}

/**
 * Requests of one endpoint between two floors. Several blocks with the same two floors were driven together: what grew
 * between these floors belongs to all of their endpoints.
 */
export interface BlockRecord {
  readonly type: 'block';
  readonly target: string;
  /** Id of the endpoint; null for an idle block. */
  readonly endpoint: string | null;
  readonly phase: BlockPhase;
  /** Counts up when the block size doubles. */
  readonly stage: number;
  readonly requests: number;
  readonly connections: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Indexes of the floors around it. */
  readonly floorBefore: number;
  readonly floorAfter: number;
  readonly load: LoadResult;
  /** Absent where others were driven at the same time, where it cannot be read, and in recordings of earlier versions. */
  readonly cpu?: BlockCpu;
  /** Value of `{n}` in its first request; the others count up. Absent in idle blocks and in recordings of earlier versions. */
  readonly firstN?: number;
  /** The same requests as in an earlier block of this endpoint, number for number; absent where they are new. */
  readonly keys?: 'repeated';
  /**
   * Timers that waited to fire when an idle block began; absent where nobody looked, null where somebody did and could
   * not know.
   */
  readonly timers?: readonly TimerGroup[] | null;
}

/** The gauges of one pool inside one process of the target. */
export interface PoolReading extends Omit<PoolGauge, 'id'> {
  readonly pid: number;
  /** Stable while the pool lives; the same names occur in other processes. */
  readonly pool: string;
}

/** A continuous reading without collection, for charts and the peaks that budgets limit. No verdict stands on it. */
export interface SampleRecord {
  readonly type: 'sample';
  readonly target: string;
  readonly atMs: number;
  /** Units sent so far, as far as known at that moment. */
  readonly requests: number;
  readonly metrics: MetricReadings;
  /** Each process, with what costs little to read; absent where there is only one. */
  readonly processes?: readonly ProcessReading[];
  /** Each pool of database connections, up to eight of them; absent where none was seen. */
  readonly pools?: readonly PoolReading[];
}

/** Something that happened: a warning about the instrument, a process that came or went, the end of a target. */
export interface EventRecord {
  readonly type: 'event';
  readonly target: string | null;
  readonly atMs: number;
  readonly code: string;
  readonly message: string;
}

/** Sessions of one state at a database server, as they were when the experiment ended. */
export interface SessionState {
  readonly state: string;
  readonly count: number;
  /** How many of them have been in that state for over a minute. */
  readonly overMinute: number;
  readonly longestSeconds: number;
}

/** The target's sessions at PostgreSQL when its experiment ended and it still ran. No verdict stands on it. */
export interface SessionsRecord {
  readonly type: 'sessions';
  readonly target: string;
  readonly atMs: number;
  readonly states: readonly SessionState[];
}

/** The value of one invariant, read before the first request and after the last. */
export interface InvariantRecord {
  readonly type: 'invariant';
  readonly target: string;
  readonly atMs: number;
  readonly name: string;
  /** Null where there was no number. */
  readonly before: number | null;
  readonly after: number | null;
  /** From the end of the experiment to the reading of `after`. */
  readonly waitedMs: number;
  /** Why there was no number; null when there were both. */
  readonly failure: string | null;
}

export interface TargetEndRecord {
  readonly type: 'target-end';
  readonly target: string;
  readonly atMs: number;
  /** Why no further block was planned. */
  readonly reason: 'decided' | 'budget' | 'headroom' | 'failed' | 'interrupted';
  /** Present when `reason` is `failed`. */
  readonly failure: RecordedFailure | null;
}

export interface RecordedFailure {
  readonly code: string;
  readonly message: string;
}

export interface EndRecord {
  readonly type: 'end';
  readonly atMs: number;
  readonly failure: RecordedFailure | null;
  readonly interrupted: boolean;
}

export type RecordLine =
  | HeaderRecord
  | TargetStartRecord
  | DurationRecord
  | FloorRecord
  | BlockRecord
  | SampleRecord
  | EventRecord
  | EvidenceRecord
  | InvariantRecord
  | SessionsRecord
  | TargetEndRecord
  | EndRecord;

/** Everything recorded of one target, grouped by kind, each list in time order. */
export interface TargetRecording {
  readonly target: RecordedTarget;
  readonly start: TargetStartRecord | null;
  /** Absent as long as not enough is known, and in recordings of earlier versions. */
  readonly duration?: DurationRecord;
  readonly floors: readonly FloorRecord[];
  readonly blocks: readonly BlockRecord[];
  readonly samples: readonly SampleRecord[];
  readonly events: readonly EventRecord[];
  /** What a second, instrumented pass saw of the endpoints that leak. It decides nothing. */
  readonly evidence: readonly EvidenceRecord[];
  readonly invariants: readonly InvariantRecord[];
  /** Null where the run has no PostgreSQL, or the target did not come to its end. */
  readonly sessions: SessionsRecord | null;
  readonly end: TargetEndRecord | null;
}

/** The value between the half that touches processes and the half that judges. */
export interface Recording {
  readonly header: HeaderRecord;
  readonly targets: readonly TargetRecording[];
  readonly end: EndRecord | null;
}
