import type { LibraryResults } from './libraries/library-study.js';
import { quantile } from './sizing/quantile.js';
import type { ExhaustionStudy } from './studies/exhaustion.js';
import type { FailedQueryFigures } from './studies/failed-query.js';
import type { NamedLine } from './studies/named-line.js';
import type { ParameterStudy } from './studies/parameter-study.js';
import type { Contest, Pair } from './studies/pool-or-not.js';
import type { TimeoutFigures } from './studies/query-timeouts.js';
import type { SizedRun, SizingStudy } from './studies/sizing.js';
import type { Picture } from './take-picture.js';

/** Everything the page and the table show. */
export interface LabResult {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly environment: string;
  /** Of the machine during the lab, others' work included: above the number of cores, times are not this lab's alone. */
  readonly loadAverage: number;
  readonly life: Picture;
  readonly contests: readonly Contest[];
  readonly parameters: readonly ParameterStudy[];
  readonly timeouts: readonly TimeoutFigures[];
  readonly failedQueries: readonly FailedQueryFigures[];
  /** The same for the pools of Python's libraries. */
  readonly libraries: LibraryResults;
  readonly exhaustion: ExhaustionStudy;
  /** Null when the lab ran without the harness. */
  readonly namedLine: NamedLine | null;
  readonly sizing: SizingStudy;
}

export interface Spread {
  readonly lowest: number;
  readonly median: number;
  readonly highest: number;
}

/** Median and extremes of a ratio over the pairs of a contest. */
export function spreadOf(pairs: readonly Pair[], ratio: 'latencyRatio' | 'throughputRatio'): Spread {
  const values = pairs.map((pair) => pair[ratio]);
  return { lowest: Math.min(...values), median: quantile(values, 0.5), highest: Math.max(...values) };
}

/** A wait that is short against the time a connection is held does not show in what a user sees. */
const negligibleShare = 0.05;

/** Whether requests queued in a pool of this size, on average for more than a twentieth of the time they then held it. */
export const isQueueing = ({ meanWaitMs, heldMs }: SizedRun): boolean => meanWaitMs > negligibleShare * heldMs;

/** The run with the advised number of connections. */
export const advisedRun = ({ runs, advised }: SizingStudy): SizedRun | undefined =>
  runs.find(({ max }) => max === advised);
