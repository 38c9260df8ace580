import type { BudgetResult } from './budget.js';
import type { InvariantResult } from './invariant.js';
import type { ByMetric, MetricId } from './metrics/catalogue.js';
import type { Unit } from './metrics/metric-definition.js';
import type { UnmeasuredMetric } from './metrics/unmeasured-metric.js';
import type { Environment, Expectation } from './recording.js';
import type { ResourceKind } from './resource-kind.js';
import type { Symptom } from './symptom.js';

/** Version of `result.json`. People's CI reads it: a field may be added, none may change its meaning. */
export const resultSchemaVersion = 1;

export type Verdict = 'leaking' | 'clean' | 'inconclusive' | 'failed';

/** Growth per request with its interval, in the metric's unit. */
export interface GrowthEstimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** How far a `clean` reaches: a leak slower or rarer than this is not excluded. */
export interface ReachedBound {
  /** In the metric's unit. */
  readonly perRequest: number;
  /** Requests that it stands on. */
  readonly requests: number;
  /** Below the tolerance. False: time was up, nothing grew, and this is how far the requests reach. */
  readonly isFull: boolean;
}

/** The requests that a rate was estimated from, as its endpoint counts them, warm-up included. For drawing its line. */
export interface EstimationSpan {
  readonly fromRequests: number;
  readonly toRequests: number;
  /** Where the line begins: growth since the endpoint's first floor, in the metric's unit. */
  readonly startGrowth: number;
}

/** What grows when requests are sent that were sent before, beside requests that hold an ever new `{n}`. */
export interface InputContrast {
  /** `distinct`: what grows does so with new inputs only. `every`: with repeated ones as well. */
  readonly growsWith: 'distinct' | 'every';
  /** Different inputs that the endpoint was sent so far. */
  readonly distinctInputs: number;
  /** Requests whose input had been sent before. They are not among the endpoint's requests. */
  readonly repeatedRequests: number;
  /** Growth per repeated request. */
  readonly perRepeated: GrowthEstimate;
}

export interface MetricResult {
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly verdict: Verdict;
  /** Null when too little was seen to estimate anything. */
  readonly perRequest: GrowthEstimate | null;
  readonly tolerance: number;
  /** Smallest growth per request that this run could have told from none; null when it could not tell any. */
  readonly minimumDetectable: number | null;
  /** One sentence: why this verdict. */
  readonly reason: string;
  /** Of `clean`; absent for other verdicts and in results of earlier versions. */
  readonly bound?: ReachedBound;
  /** Absent where nothing was estimated. */
  readonly estimatedOver?: EstimationSpan;
  /** Absent where no request was repeated, or where that did not tell. */
  readonly inputs?: InputContrast;
}

export interface SideCost {
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly perRequest: number;
}

export interface Projection {
  /** The next limit in the way, e.g. `max_connections=100`. */
  readonly limit: string;
  readonly requestsLeft: number;
}

/** Where a leak comes from. Filled by attribution; empty when nothing could be named. */
export interface Culprit {
  readonly kind: 'acquired-at' | 'allocated-at' | 'retained-by';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly functionName: string | null;
  /** Package and version of what was installed, and of a package beside the target's own: a workspace, or a copy. Else null. */
  readonly package: string | null;
  /** Can be changed where it lies, though it may have a package's name. Older results do not say it. */
  readonly isOwn?: boolean;
  /** Share of the leaked resources with this origin, 0–1. */
  readonly share: number;
  /** What was acquired there, e.g. `socket`, `pool-client`, `listener`; null for memory that is kept or allocated. */
  readonly resource: ResourceKind | null;
  /** What was seen there, without its subject: `opened 32 PostgreSQL connections, none was closed`. */
  readonly summary: string;
  /** `certain`: everything that leaked was seen to come from here. `likely`: most of it. `possible`: read from the code, or a part. */
  readonly certainty: Certainty;
  /** For a place inside a package: the own code's call that leads there, as `file:line`. */
  readonly calledFrom: string | null;
  readonly stack: readonly string[];
  readonly codeFrame: string | null;
  /** Who holds what leaks, outermost first. */
  readonly retainedBy: readonly string[];
  /** What else is known of it: the server's view of its connections, paths, events. */
  readonly details: readonly string[];
}

export type Certainty = 'certain' | 'likely' | 'possible';

/** One cause: the metric that names it, and what else it costs. */
export interface Finding {
  /** Stable between runs of the same leak. */
  readonly fingerprint: string;
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly title: string;
  readonly perRequest: GrowthEstimate;
  readonly alsoCosts: readonly SideCost[];
  readonly projection: Projection | null;
  /** Reason of the `ignore` rule that accepts this finding, else null. */
  readonly ignored: string | null;
  readonly culprits: readonly Culprit[];
  readonly advice: string;
}

/** The middle one of an endpoint's blocks at full concurrency, with a 99 % interval of that middle. */
export interface BlockFigure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Latency and throughput block by block, so that their noise is known. */
export interface BlockLoad {
  readonly blocks: number;
  readonly latencyP50Ms: BlockFigure;
  /** Null where blocks are too small for it. */
  readonly latencyP99Ms: BlockFigure | null;
  readonly requestsPerSecond: BlockFigure;
}

/** Highest reading of a metric in each block at full concurrency: the middle one of these. */
export interface BlockPeak extends BlockFigure {
  readonly metric: MetricId;
}

export interface EndpointLoad {
  readonly sent: number;
  readonly ok: number;
  readonly non2xx: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly requestsPerSecond: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Answers by status, one for each HTTP request. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Those of them that a proxy in front of the target gave itself; null without one, or where it cannot be told. */
  readonly fromProxy: Readonly<Record<string, number>> | null;
  /** Null with too few blocks to know any noise; absent in results of earlier versions. */
  readonly byBlock?: BlockLoad | null;
  /** Of connections, while the endpoint was driven; absent in results of earlier versions. */
  readonly peaks?: readonly BlockPeak[];
}

/**
 * What an endpoint's requests needed of the JavaScript heap while they were under way, beside what stays of them. Of the main
 * threads; it decides nothing.
 */
export interface EndpointPeak {
  /** The most that was proven alive at once in one process, from floor to floor: by V8's own full collections, or at a floor. */
  readonly liveHeapBytes: number;
  /** No more than that was alive when V8 looked; garbage may be among it. */
  readonly liveHeapAtMostBytes: number;
  /** All that was allocated, over the requests; null where it cannot be told. */
  readonly allocatedBytesPerRequest: number | null;
  /** Others were driven at the same time, and what they needed is among it. */
  readonly isShared: boolean;
}

/** What a request took at one time of the run: the middle of several blocks. */
export interface SlowdownMoment {
  /** Sent to the target until then, whatever the endpoint. */
  readonly requests: number;
  readonly latencyP50Ms: number;
  /** Of all processes of the target; null where it was not read. */
  readonly cpuMsPerRequest: number | null;
}

/** Requests that take the longer the more the target had before. It decides nothing. */
export interface Slowdown {
  /** What surely rose: the work of the service itself, or only the time until its answer. */
  readonly figure: 'cpuMsPerRequest' | 'latencyP50Ms';
  readonly early: SlowdownMoment;
  readonly late: SlowdownMoment;
}

export interface EndpointResult {
  readonly id: string;
  readonly verdict: Verdict;
  /** Units sent, warm-up included; without those that were sent once more to see what repeated inputs do. */
  readonly requests: number;
  readonly load: EndpointLoad;
  /** Null where nobody knows; absent in results of earlier versions. */
  readonly peak?: EndpointPeak | null;
  /** Null where none was seen; absent in results of earlier versions. */
  readonly slowdown?: Slowdown | null;
  readonly metrics: readonly MetricResult[];
  readonly findings: readonly Finding[];
  /** Of a clean endpoint: the bound of its metric that is known least well; absent otherwise. */
  readonly bound?: ReachedBound & { readonly metric: MetricId };
  /**
   * Of an inconclusive endpoint: its metric that speaks most for a leak; null where none is open. Absent otherwise, and in
   * results of earlier versions.
   */
  readonly undecided?: MetricId | null;
  /** Growth that is worth knowing and no verdict. */
  readonly remarks: readonly string[];
  /** For `inconclusive` and `failed`: what stood in the way and what to raise. Empty otherwise. */
  readonly advice: string;
}

/** A reason to doubt the instrument, always shown. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** One metric of one process, in the metric's unit. */
export interface ProcessFigure {
  /** At the first floor and at the last one that saw the process. */
  readonly start: number;
  readonly end: number;
  /** The highest reading; also from samples between floors for `rssBytes`, `heapUsedBytes` and `fds`. */
  readonly peak: number;
}

/** One process of a target that has several. */
export interface ProcessResult {
  readonly pid: number;
  /** `master` and `worker <id>` in a `node:cluster`, else the name of its program. */
  readonly label: string;
  readonly role: 'master' | 'worker' | 'process';
  /** False: it came when the measurement had begun. */
  readonly isFromStart: boolean;
  /** False: it ended before the measurement did. */
  readonly isAtEnd: boolean;
  readonly metrics: ByMetric<ProcessFigure>;
}

export interface TargetResult {
  readonly name: string;
  readonly expect: Expectation | null;
  readonly verdict: Verdict;
  /** Whether the verdict is the one expected. Budgets and invariants have answers of their own. */
  readonly expectationMet: boolean;
  readonly durationMs: number;
  readonly endpoints: readonly EndpointResult[];
  /** In the order of the configuration; empty without budgets. */
  readonly budgets: readonly BudgetResult[];
  readonly invariants: readonly InvariantResult[];
  readonly symptoms: readonly Symptom[];
  /** Each process, where there was more than one; empty otherwise. */
  readonly processes: readonly ProcessResult[];
  readonly unmeasured: readonly UnmeasuredMetric[];
  readonly warnings: readonly Warning[];
  /** What ended the experiment early: the verdict is then `failed`, or `leaking` where that was proven until then. */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;

/** The content of `result.json`. The report renders it and computes nothing. */
export interface RunResult {
  readonly schemaVersion: typeof resultSchemaVersion;
  readonly verdict: Verdict;
  /** Every verdict as expected, every budget and invariant kept. */
  readonly expectationsMet: boolean;
  readonly exitCode: ExitCode;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: number;
  readonly interrupted: boolean;
  readonly environment: Environment;
  readonly targets: readonly TargetResult[];
  readonly warnings: readonly Warning[];
}
