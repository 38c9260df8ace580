import type { Limits } from '../limits.js';
import type { ResourceKind } from '../resource-kind.js';
import type { ServiceKind } from '../services/service-kind.js';

/** What a number counts. Every metric of Leakline is one of the two. */
export type Unit = 'bytes' | 'count';

/** What a metric counts, in words that fit after a number: `1 fd`, `2 pg connections`, `7.3 KB heap`. */
interface MetricWords {
  readonly one: string;
  readonly many: string;
}

/** A wall that a metric runs into. */
export interface MetricLimit {
  /** How much one request is assumed to leak before anything is known. */
  readonly priorPerRequest: number;
  /**
   * Where the wall stands, in the metric's unit.
   *
   * @param readings of the latest floor: a pool tells its own size.
   * @returns null where it is unknown.
   */
  readonly usable: (limits: Limits, readings: Readonly<Record<string, number | undefined>>) => number | null;
  /** What people call it, e.g. `open files limit 1024`. */
  readonly title: (usable: number, limits: Limits) => string;
  /** Everything that is a descriptor counts against it. */
  readonly isOfDescriptors?: true;
  /** Each process has a wall of its own, so that the fullest one counts. */
  readonly isOfEachProcess?: true;
  /** How a server says that it is full, and drivers after it. */
  readonly serverIsFull?: RegExp;
  /** How a program says that it ended at this wall; it is looked for in the message of its failure. */
  readonly endsTarget?: RegExp;
  /** What else leads to the same end, beside descriptors. */
  readonly alsoReachedBy?: readonly string[];
}

/** Something alive that a diagnose pass saw; a socket may be told by the server it leads to. */
export type Origin = ResourceKind | `socket to ${ServiceKind}`;

export interface MetricAdvice {
  /** What to look at first when the metric leaks. */
  readonly advice: string;
  /** The same in the words of the place that was found, where the metric says more than the kind of thing. */
  readonly adviceAt?: (place: string) => string;
}

/**
 * Growth of `accuses` is a leak; a `last-witness` accuses only when nothing else explains the growth (RSS). Advice fits
 * every language; a runtime may have its own (`RuntimeDefinition.advice`).
 */
interface Accusing extends MetricAdvice {
  readonly role: 'accuses' | 'last-witness';
}

/** Shown, never a verdict by itself: a part of another metric, or too noisy to accuse. */
interface Remarking {
  readonly role: 'remarks';
}

/** What holds for a metric, and for each member of a family of metrics. */
type MetricRules = {
  readonly unit: Unit;
  /** Where the number comes from; without that source the metric cannot be measured. */
  readonly source: 'agent' | 'os' | 'probe' | ServiceKind;
  /** Growth per request below which the metric counts as clean, in `unit` per request. */
  readonly defaultTolerance: number;
} & (Accusing | Remarking);

/** Everything that is known of one metric. What most metrics are not is left out. */
export type MetricDefinition = MetricRules & {
  /** What a reader of a report sees. */
  readonly title: string;
  readonly words: MetricWords;
  readonly limit?: MetricLimit;
  /** Each of its things is a descriptor of the target as well, and counts against the limit of open files. */
  readonly isDescriptor?: true;
  /**
   * It must be back where it was whenever the target is at rest, whatever it grows by: a pool hides a leak from every slope,
   * because at its size the growth stops. The number is how far above the first floor is still no proof.
   */
  readonly mostAtRest?: number;
  /** What an answer leaves behind for a moment: a floor waits for it to come back. */
  readonly isWaitedFor?: true;
  /** Its loss shows in other metrics, too: a leaked pg client is also a socket, a descriptor, handles and heap. */
  readonly isCause?: true;
  /** Metrics of one client of one server: a transaction left open and a client never released are the connection that shows both. */
  readonly client?: ServiceKind;
  /** Its place in the process tree: whoever loses a process loses its threads and all that is counted in these. */
  readonly counted?: 'process' | 'thread' | 'inside';
  /** Which living things it counts, the closest first: the first group that was seen explains the metric. */
  readonly origins?: readonly (readonly Origin[])[];
  /** Among the few that tell most while one waits. */
  readonly isLeading?: true;
  /** Whether it is worth knowing of one process; its title in a table of processes, or true where it is in `result.json` alone. */
  readonly ofProcess?: string | true;
};

/** Metrics whose members are named at run time, e.g. `handles.Timeout`. The family's own metric is their sum. */
export type MetricFamily = MetricRules & {
  /** In front of the member's own name, e.g. `handles.`. */
  readonly prefix: string;
  /** `handles` of `Timeout handles`; empty where members are called by their own names. */
  readonly noun: string;
  /** Whether a member names a finding before all other metrics: the user asked for it. */
  readonly isFirst?: true;
  /** As in `MetricDefinition`. */
  readonly isCause?: true;
  /** `Active handles: Timeout`. */
  readonly title: string;
  /** Which members are descriptors of the target as well. */
  readonly descriptors?: RegExp;
  /** As in `MetricDefinition`, for a member; any other is explained by `originsOfOthers`. */
  readonly originsByMember?: Readonly<Record<string, readonly (readonly Origin[])[]>>;
  readonly originsOfOthers?: readonly (readonly Origin[])[];
};
