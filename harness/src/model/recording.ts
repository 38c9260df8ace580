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
 * Version of the NDJSON lines below. Since version 2 several endpoints may be driven between the same two floors, and blocks
 * may repeat the requests of earlier ones. Since version 3 limits of connections and sessions are kept by service.
 */
export const recordingSchemaVersion = 3;

/** Versions that can be read; a reader refuses any other. */
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
  /** Ids of the endpoints that will be driven, in the user's order. */
  readonly endpoints: readonly string[];
  /** Those of them that send something new with every unit ({n}): a cache that is keyed by input sees a new key each time. */
  readonly freshInputs: readonly string[];
  /** Those that may be driven at the same time as others; absent where none may. */
  readonly together?: readonly string[];
  /** What the target has to keep; absent without budgets. */
  readonly budgets?: readonly BudgetLimit[];
  /** What has to come out at its end; absent without invariants. */
  readonly invariants?: readonly RecordedInvariant[];
  /** Numbers that the user's probes read. Nothing is clean without them; absent without probes. */
  readonly probes?: readonly MetricId[];
}

/** First line. Holds no secrets; the writer masks it, as it does every line. */
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
  /** What its agents run in, the root's first; null without an agent. Absent in recordings of earlier versions. */
  readonly runtime?: RuntimeKind | null;
  readonly limits: Limits;
  /**
   * Every service of the run, and how the target's connections were to be told there when it started. `socket`: by its own
   * sockets, as on Linux. `total`: not at all, so that all clients of the server are counted. Where sockets do not match
   * later on, all clients are counted as well, which the event OWNERSHIP_UNKNOWN says. `application-name` is read, and not
   * written.
   */
  readonly ownership: Readonly<Partial<Record<ServiceKind, 'socket' | 'application-name' | 'total'>>>;
  /** Metrics that will not be measured here, each with the reason. */
  readonly unmeasured: readonly UnmeasuredMetric[];
}

/** How long a target will take, told once, when each of its endpoints has answered a few requests. */
export interface DurationRecord {
  readonly type: 'duration';
  readonly target: string;
  readonly atMs: number;
  readonly endpoints: number;
  /** Those of them whose requests take so long that waiting for answers decides how long it takes. */
  readonly slow: number;
  /** From the target's first request to its last, if nothing leaks; a rough estimate. */
  readonly expectedMs: number;
  /** The target's budget from now on, counted from its first request. */
  readonly budgetMs: number;
}

/** A reason to doubt the instrument, as it was noticed. */
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

/** The target's sessions at a database when its experiment ended and it still ran. No verdict stands on it. */
export interface SessionsRecord {
  readonly type: 'sessions';
  readonly target: string;
  readonly atMs: number;
  readonly service: ServiceKind;
  readonly states: readonly SessionState[];
}

/** Connections that clients opened at a service that was asked for, while the target started and while it was driven. */
export interface UsageRecord {
  readonly type: 'usage';
  readonly target: string;
  readonly atMs: number;
  readonly service: ServiceKind;
  /** By whomever; null where the server keeps no count. */
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
  /** From the end of the experiment to the reading of `after`. */
  readonly waitedMs: number;
  /** Why there was no number; null when there were both. */
  readonly failure: string | null;
}

export interface TargetEndRecord {
  readonly type: 'target-end';
  readonly target: string;
  readonly atMs: number;
  /** When work on it began, before its `prepare` and the start of its process; absent in recordings of earlier versions. */
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
  /** Absent as long as not enough is known, and in recordings of earlier versions. */
  readonly duration?: DurationRecord;
  readonly floors: readonly FloorRecord[];
  readonly blocks: readonly BlockRecord[];
  readonly samples: readonly SampleRecord[];
  readonly events: readonly EventRecord[];
  /** What a second, instrumented pass saw of the endpoints that leak. It decides nothing. */
  readonly evidence: readonly EvidenceRecord[];
  readonly invariants: readonly InvariantRecord[];
  /** One for each database of the run; empty where the experiment did not come to its end, or a server did not answer then. */
  readonly sessions: readonly SessionsRecord[];
  /** One for each service that was asked for; absent in recordings of earlier versions. */
  readonly usage?: readonly UsageRecord[];
  readonly end: TargetEndRecord | null;
}

/** The value between the half that touches processes and the half that judges. */
export interface Recording {
  readonly header: HeaderRecord;
  readonly targets: readonly TargetRecording[];
  readonly end: EndRecord | null;
}
