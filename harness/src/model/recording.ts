import type { AnalysisSettings } from './analysis-settings.js';
import type { BlockRecord } from './block.js';
import type { BudgetLimit } from './budget.js';
import type { EvidenceRecord } from './evidence.js';
import type { RecordedInvariant } from './invariant.js';
import type { Limits } from './limits.js';
import type { MetricId } from './metrics/catalogue.js';
import type { UnmeasuredMetric } from './metrics/unmeasured-metric.js';
import type { FloorRecord, SampleRecord } from './readings.js';
import type { RuntimeKind } from './runtimes/runtime-kind.js';
import type { ServiceKind } from './services/service-kind.js';

/**
 * Version of the NDJSON lines below. Since version 2, several endpoints may be driven between the same two floors, and
 * blocks may repeat the requests of earlier ones. Since version 3, limits of connections and sessions are listed by
 * service.
 */
export const recordingSchemaVersion = 3;

/** Versions that can be read. A reader refuses any other version. */
export const readableSchemaVersions = [1, 2, recordingSchemaVersion] as const;

export interface Environment {
  readonly node: string;
  readonly platform: string;
  readonly cpus: number;
  readonly leakline: string;
  readonly services: Readonly<Partial<Record<ServiceKind, string>>>;
}

export type Expectation = 'leaking' | 'clean';

export interface RecordedTarget {
  readonly name: string;
  readonly expect: Expectation | null;
  /** Ids of the endpoints to drive, in the order that the user gave. */
  readonly endpoints: readonly string[];
  /**
   * The endpoints that send something new with every unit ({n}). A cache that is keyed by input gets a new key each
   * time.
   */
  readonly freshInputs: readonly string[];
  /** The endpoints that may be driven at the same time as others. Absent where none may. */
  readonly together?: readonly string[];
  /** The budgets that the target has to keep; absent without budgets. */
  readonly budgets?: readonly BudgetLimit[];
  /** The invariants that have to hold at its end; absent without invariants. */
  readonly invariants?: readonly RecordedInvariant[];
  /** Metrics that the user's probes read. If one is missing, nothing is clean. Absent without probes. */
  readonly probes?: readonly MetricId[];
}

/** The first line of a recording. It holds no secrets. The writer masks it like every line. */
export interface HeaderRecord {
  readonly type: 'header';
  readonly schemaVersion: (typeof readableSchemaVersions)[number];
  readonly startedAt: string;
  readonly seed: number;
  readonly environment: Environment;
  readonly settings: AnalysisSettings;
  readonly targets: readonly RecordedTarget[];
}

export interface TargetStartRecord {
  readonly type: 'target-start';
  readonly target: string;
  readonly atMs: number;
  readonly pid: number;
  /**
   * The runtime of its agents; the root's, if there are several. Null without an agent. Absent in recordings of earlier
   * versions.
   */
  readonly runtime?: RuntimeKind | null;
  readonly limits: Limits;
  /**
   * For every service of the run: how the target's connections can be told from those of others, as known when the
   * target started. `socket`: by the target's own sockets, as on Linux. `total`: they cannot be told, so all clients of
   * the server are counted. If sockets do not match later, all clients are counted too, and the event OWNERSHIP_UNKNOWN
   * says so. `application-name` is accepted when a recording is read, but is not written any more.
   */
  readonly ownership: Readonly<Partial<Record<ServiceKind, 'socket' | 'application-name' | 'total'>>>;
  /** Metrics that are not measured here, each with the reason. */
  readonly unmeasured: readonly UnmeasuredMetric[];
}

/** How long a target will take. It is told once, after each of its endpoints has answered a few requests. */
export interface DurationRecord {
  readonly type: 'duration';
  readonly target: string;
  readonly atMs: number;
  readonly endpoints: number;
  /** Number of endpoints whose requests take so long that the wait for answers decides the total time. */
  readonly slow: number;
  /** A rough estimate of the time from the target's first request to its last, if nothing leaks. */
  readonly expectedMs: number;
  /** The target's budget from now on, counted from its first request. */
  readonly budgetMs: number;
}

/** A reason to doubt the measurement, recorded when it was noticed. */
export interface EventRecord {
  readonly type: 'event';
  readonly target: string | null;
  readonly atMs: number;
  readonly code: string;
  readonly message: string;
}

/** Sessions in one state at a database server when the experiment ended. */
export interface SessionState {
  readonly state: string;
  readonly count: number;
  /** How many of them had been in that state for over a minute. */
  readonly overMinute: number;
  readonly longestSeconds: number;
}

/** The target's sessions at a database when its experiment had ended and it still ran. No verdict is based on it. */
export interface SessionsRecord {
  readonly type: 'sessions';
  readonly target: string;
  readonly atMs: number;
  readonly service: ServiceKind;
  readonly states: readonly SessionState[];
}

/** Connections that clients opened at one service of the run, while the target started and while it was driven. */
export interface UsageRecord {
  readonly type: 'usage';
  readonly target: string;
  readonly atMs: number;
  readonly service: ServiceKind;
  /** Number of connections opened by any client. Null where the server keeps no count. */
  readonly opened: number | null;
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
  /** Milliseconds from the end of the experiment to the reading of `after`. */
  readonly waitedMs: number;
  /** Why a number is missing; null when both were read. */
  readonly failure: string | null;
}

export interface TargetEndRecord {
  readonly type: 'target-end';
  readonly target: string;
  readonly atMs: number;
  /**
   * When work on the target began, before its `prepare` and the start of its process. Absent in recordings of earlier
   * versions.
   */
  readonly beganAtMs?: number;
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
  | UsageRecord
  | TargetEndRecord
  | EndRecord;

/** Everything recorded of one target, grouped by kind, each list in time order. */
export interface TargetRecording {
  readonly target: RecordedTarget;
  readonly start: TargetStartRecord | null;
  /** Absent while not enough is known, and in recordings of earlier versions. */
  readonly duration?: DurationRecord;
  readonly floors: readonly FloorRecord[];
  readonly blocks: readonly BlockRecord[];
  readonly samples: readonly SampleRecord[];
  readonly events: readonly EventRecord[];
  /** What a second, instrumented pass saw of the endpoints that leak. No verdict is based on it. */
  readonly evidence: readonly EvidenceRecord[];
  readonly invariants: readonly InvariantRecord[];
  /** One for each database of the run. Empty where the experiment was cut short, or a server did not answer. */
  readonly sessions: readonly SessionsRecord[];
  /** One for each service of the run; absent in recordings of earlier versions. */
  readonly usage?: readonly UsageRecord[];
  readonly end: TargetEndRecord | null;
}

/** A run as it was recorded. The stages that touch processes make it, and the stages that judge read it. */
export interface Recording {
  readonly header: HeaderRecord;
  readonly targets: readonly TargetRecording[];
  readonly end: EndRecord | null;
}
