import type { BudgetResult } from './budget.js';
import type { EndpointLoad, EndpointPeak, Slowdown } from './endpoint-load.js';
import type { InvariantResult } from './invariant.js';
import type { ByMetric, MetricId } from './metrics/catalogue.js';
import type { Unit } from './metrics/metric-definition.js';
import type { Resource } from './metrics/resource.js';
import type { UnmeasuredMetric } from './metrics/unmeasured-metric.js';
import type { Environment, Expectation } from './recording.js';
import type { ResourceKind } from './resource-kind.js';
import type { Symptom } from './symptom.js';

/**
 * Version of `result.json`. The CI of users reads that file: fields may be added, but no field may change its meaning.
 */
export const resultSchemaVersion = 1;

export type Verdict = 'leaking' | 'clean' | 'inconclusive' | 'failed';

/** Growth per request with its interval, in the metric's unit. */
export interface GrowthEstimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** How far a `clean` reaches. A leak that is slower or rarer than this is not excluded. */
export interface ReachedBound {
  /** In the metric's unit. */
  readonly perRequest: number;
  /** Number of requests that it is based on. */
  readonly requests: number;
  /**
   * Whether the bound is below the tolerance. If not, time was up and nothing grew, and the bound is what the requests
   * allow to say.
   */
  readonly isFull: boolean;
}

/**
 * The requests that a rate was estimated from, so that its line can be drawn. They are counted as the endpoint counts
 * them, warm-up included.
 */
export interface EstimationSpan {
  readonly fromRequests: number;
  readonly toRequests: number;
  /** Where the line begins: the growth since the endpoint's first floor, in the metric's unit. */
  readonly startGrowth: number;
}

/** Compares what grows with repeated requests to what grows with requests that hold a new `{n}` each time. */
export interface InputContrast {
  /** `distinct`: the metric grows with new inputs only. `every`: it grows with repeated inputs too. */
  readonly growsWith: 'distinct' | 'every';
  /** Number of different inputs that the endpoint was sent so far. */
  readonly distinctInputs: number;
  /**
   * Number of requests whose input had been sent before. The endpoint's own count of requests does not include them.
   */
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
  /** The smallest growth per request that this run could have told from none. Null when it could not tell any. */
  readonly minimumDetectable: number | null;
  /** One sentence that says why this is the verdict. */
  readonly reason: string;
  /** Given where the endpoint was never seen with any of what the metric counts. */
  readonly isUnused?: true;
  /** The bound of a clean metric. Absent for other verdicts and in results of earlier versions. */
  readonly bound?: ReachedBound;
  /** Absent where nothing was estimated. */
  readonly estimatedOver?: EstimationSpan;
  /** Absent where no request was repeated, or where the repeated requests showed nothing. */
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

/** Where a leak comes from. Attribution fills this in. */
export interface Culprit {
  readonly kind: 'acquired-at' | 'allocated-at' | 'retained-by';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly functionName: string | null;
  /**
   * Name and version of the package, if the code was installed, or if it lies in another package than the target's own
   * (a workspace, or a copy). Otherwise null.
   */
  readonly package: string | null;
  /** Whether the code can be changed where it lies, even if it has a package's name. Absent in older results. */
  readonly isOwn?: boolean;
  /** Share of the leaked resources that come from here, 0–1. */
  readonly share: number;
  /** What was acquired there, e.g. `socket`, `pool-client`, `listener`; null for memory that is kept or allocated. */
  readonly resource: ResourceKind | null;
  /** What was seen there, as the end of a sentence: `opened 32 PostgreSQL connections, none was closed`. */
  readonly summary: string;
  /**
   * `certain`: everything that leaked was seen to come from here. `likely`: most of it was. `possible`: it was
   * concluded from the code, or only a part of the leak comes from here.
   */
  readonly certainty: Certainty;
  /** For a place inside a package: the call in own code that leads there, as `file:line`. */
  readonly calledFrom: string | null;
  readonly stack: readonly string[];
  readonly codeFrame: string | null;
  /** The chain that holds what leaks, from the outermost holder inwards. */
  readonly retainedBy: readonly string[];
  /** Further facts: the server's view of its connections, paths, events. */
  readonly details: readonly string[];
}

export type Certainty = 'certain' | 'likely' | 'possible';

/** One cause of a leak: the metric that names it, and what else it costs. */
export interface Finding {
  /** It is the same in all runs of the same leak. */
  readonly fingerprint: string;
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly title: string;
  readonly perRequest: GrowthEstimate;
  readonly alsoCosts: readonly SideCost[];
  readonly projection: Projection | null;
  /** Why this finding is accepted: the reason of an `ignore` rule, or the baseline. Null where it is not accepted. */
  readonly ignored: string | null;
  readonly culprits: readonly Culprit[];
  readonly advice: string;
}

/** What is known of one resource of an endpoint. */
export interface ResourceResult {
  readonly resource: Resource;
  /** The gravest verdict of its metrics. `unmeasured` where none could be measured that tells enough. */
  readonly verdict: 'leaking' | 'clean' | 'inconclusive' | 'unmeasured';
}

export interface EndpointResult {
  readonly id: string;
  readonly verdict: Verdict;
  /** Number of units sent, warm-up included. Units that were repeated to see what repeated inputs do are left out. */
  readonly requests: number;
  readonly load: EndpointLoad;
  /** Null where it is not known. Absent in results of earlier versions. */
  readonly peak?: EndpointPeak | null;
  /** Null where none was seen. Absent in results of earlier versions. */
  readonly slowdown?: Slowdown | null;
  readonly metrics: readonly MetricResult[];
  /**
   * Each resource that the endpoint was seen to use, and memory in any case. Absent where no request was sent, and in
   * results of earlier versions.
   */
  readonly resources?: readonly ResourceResult[];
  readonly findings: readonly Finding[];
  /** For a clean endpoint: the bound of the metric that is known least well. Absent otherwise. */
  readonly bound?: ReachedBound & { readonly metric: MetricId };
  /**
   * For an inconclusive endpoint: the metric that speaks most for a leak. Null where no metric is undecided. Absent for
   * other verdicts, and in results of earlier versions.
   */
  readonly undecided?: MetricId | null;
  /** Remarks on growth that is worth knowing, but is not a verdict. */
  readonly remarks: readonly string[];
  /** For `inconclusive` and `failed`: what stood in the way, and what to raise. Empty otherwise. */
  readonly advice: string;
}

/** A reason to doubt the measurement. It is always shown. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** One metric of one process, in the metric's unit. */
export interface ProcessFigure {
  /** The readings at the first floor and at the last floor that saw the process. */
  readonly start: number;
  readonly end: number;
  /** The highest reading. For `rssBytes`, `fds` and the heap, samples between floors count too. */
  readonly peak: number;
}

/** One process of a target that has several. */
export interface ProcessResult {
  readonly pid: number;
  /** `master` and `worker <id>` in a `node:cluster`, else the name of its program. */
  readonly label: string;
  readonly role: 'master' | 'worker' | 'process';
  /** False if the process appeared after the measurement had begun. */
  readonly isFromStart: boolean;
  /** False if the process ended before the measurement did. */
  readonly isAtEnd: boolean;
  readonly metrics: ByMetric<ProcessFigure>;
}

export interface TargetResult {
  readonly name: string;
  readonly expect: Expectation | null;
  readonly verdict: Verdict;
  /** Whether the verdict is the expected one. Budgets and invariants do not count here. */
  readonly expectationMet: boolean;
  readonly durationMs: number;
  readonly endpoints: readonly EndpointResult[];
  /** In the order of the configuration. Empty without budgets. */
  readonly budgets: readonly BudgetResult[];
  readonly invariants: readonly InvariantResult[];
  readonly symptoms: readonly Symptom[];
  /** Each process, at most 64, where there was more than one. Empty otherwise. */
  readonly processes: readonly ProcessResult[];
  readonly unmeasured: readonly UnmeasuredMetric[];
  readonly warnings: readonly Warning[];
  /** What ended the experiment early. The verdict is then `failed`, or `leaking` if that was proven before. */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130;

/** The content of `result.json`. Reports only show it: they compute nothing. */
export interface RunResult {
  readonly schemaVersion: typeof resultSchemaVersion;
  readonly verdict: Verdict;
  /** Whether every verdict is the expected one, and every budget and invariant was kept. */
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
