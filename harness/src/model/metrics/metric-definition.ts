import type { Limits } from '../limits.js';
import type { ResourceKind } from '../resource-kind.js';
import type { ServiceKind } from '../services/service-kind.js';

/** What a number counts. Every metric of Leakline has one of these units. */
export type Unit = 'bytes' | 'count';

/** What a metric counts, in words that can follow a number: `1 fd`, `2 pg connections`, `7.3 KB heap`. */
interface MetricWords {
  readonly one: string;
  readonly many: string;
}

/** A limit that a leak of the metric runs into. */
export interface MetricLimit {
  /** How much one request is assumed to leak as long as nothing is known. */
  readonly priorPerRequest: number;
  /**
   * The limit, in the metric's unit.
   *
   * @param readings readings of the latest floor. A pool tells its own size there.
   * @returns null where it is not known.
   */
  readonly usable: (limits: Limits, readings: Readonly<Record<string, number | undefined>>) => number | null;
  /** The name that people know, e.g. `open files limit 1024`. */
  readonly title: (usable: number, limits: Limits) => string;
  /** Whether everything that is a descriptor counts against this limit. */
  readonly isOfDescriptors?: true;
  /** Whether each process has such a limit of its own. The process with the most then counts. */
  readonly isOfEachProcess?: true;
  /** The words by which a server, and drivers after it, say that the server is full. */
  readonly serverIsFull?: RegExp;
  /**
   * The words by which a program says that it ended at this limit. They are looked for in the message of its failure.
   */
  readonly endsTarget?: RegExp;
  /** Further metrics that lead to the same end, besides descriptors. */
  readonly alsoReachedBy?: readonly string[];
}

/** Something alive that a diagnose pass saw. A socket may be named by the server that it leads to. */
export type Origin = ResourceKind | `socket to ${ServiceKind}`;

export interface MetricAdvice {
  /** What to look at first when the metric leaks. */
  readonly advice: string;
  /**
   * The same advice for a place that was found. Absent where the kind of thing that was found has the better advice.
   */
  readonly adviceAt?: (place: string) => string;
}

/**
 * Growth of a metric that `accuses` is a leak. A `last-witness` (RSS, code) accuses only when nothing else explains the
 * growth. The advice fits every language. A runtime may have its own (`RuntimeDefinition.advice`).
 */
interface Accusing extends MetricAdvice {
  readonly role: 'accuses' | 'last-witness';
}

/**
 * A metric that is shown, and never has a verdict of its own. It is a part of another metric, or too noisy to accuse.
 */
interface Remarking {
  readonly role: 'remarks';
}

/** What a single metric and a family of metrics have in common. */
type MetricRules = {
  readonly unit: Unit;
  /** Where the number comes from. Without that source the metric cannot be measured. */
  readonly source: 'agent' | 'os' | 'probe' | ServiceKind;
  /** Growth per request below which the metric is clean, in the metric's unit. */
  readonly defaultTolerance: number;
} & (Accusing | Remarking);

/** Everything that is known of one metric. Fields that most metrics do not need are optional. */
export type MetricDefinition = MetricRules & {
  /** The name that readers of a report see. */
  readonly title: string;
  readonly words: MetricWords;
  readonly limit?: MetricLimit;
  /**
   * Whether each thing that it counts is a descriptor of the target too, and counts against the limit of open files.
   */
  readonly isDescriptor?: true;
  /**
   * Given for a metric that must be back at its first level whenever the target is at rest, whatever else it does. A
   * pool hides a leak from every slope, because the growth stops at the pool's size. The number says how far above the
   * first floor is not yet a proof.
   */
  readonly mostAtRest?: number;
  /** Whether an answer may leave some of it behind for a moment. A floor waits until that has gone. */
  readonly isWaitedFor?: true;
  /**
   * Whether its loss shows in other metrics too. A leaked pg client is also a socket, a descriptor, handles and heap.
   */
  readonly isCause?: true;
  /**
   * The service whose clients the metric counts. Metrics with the same service may show one and the same client: a
   * transaction that was left open, or a client that was never released, is also the connection.
   */
  readonly client?: ServiceKind;
  /**
   * Its place in the process tree. A lost process takes its threads along, and everything that is counted inside of it.
   */
  readonly counted?: 'process' | 'thread' | 'inside';
  /**
   * The living things that it counts, in groups, the closest group first. The first group of which something was seen
   * explains the metric.
   */
  readonly origins?: readonly (readonly Origin[])[];
  /** Whether it is one of the few metrics that are shown while a run goes on. */
  readonly isLeading?: true;
  /**
   * Given for a metric that is worth knowing of each process: its title in a table of processes, or true where only
   * `result.json` has it.
   */
  readonly ofProcess?: string | true;
};

/**
 * Metrics whose members get their names at run time, e.g. `handles.Timeout`. The family's own metric is the sum of its
 * members.
 */
export type MetricFamily = MetricRules & {
  /** The beginning of a member's name, e.g. `handles.`. */
  readonly prefix: string;
  /** What a member is called in words: `handles` in `Timeout handles`. Empty where the member's own name is enough. */
  readonly noun: string;
  /** Whether a member names a finding before all other metrics do, because the user asked for it. */
  readonly isFirst?: true;
  /** As in `MetricDefinition`. */
  readonly isCause?: true;
  /** The name that readers see of the whole family, e.g. `Active handles`. */
  readonly title: string;
  /** The members that are descriptors of the target too. */
  readonly descriptors?: RegExp;
  /** As in `MetricDefinition`, by member. `originsOfOthers` explains all other members. */
  readonly originsByMember?: Readonly<Record<string, readonly (readonly Origin[])[]>>;
  readonly originsOfOthers?: readonly (readonly Origin[])[];
};
