import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { asOneBlock, measuredMetrics } from '../endpoint-blocks.js';
import { growsPersistently } from '../judge/byte-evidence.js';
import { withoutWidening } from '../judge/count-evidence.js';
import { judgeLastWitness } from '../judge/judge-last-witness.js';
import { toleranceFor } from '../tolerances.js';
import { type Explanation, explain, type GroupGrowth, mixedGrowth } from './mixed-growth.js';

/** A count that grew once may be a pool that opened; one that grew in so many groups is worth a look at each endpoint. */
const fewestGrowingGroups = 2;

/** And by so many things: the fewest that are no coincidence of two endpoints, each with a thing of its own. */
const fewestThings = 3;

/** Those endpoints are suspected that explain so much of what grew. */
const explainingShare = 0.8;

/** Few enough of a company stand out; more of them, and the next groups will tell them apart. */
const largestShareSuspected = 0.2;

/** Groups that grew without some of them, after which the suspicion falls on everybody when nobody stands out. */
const groupsToTellApart = 8;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Whether a count grows, and not because a pool opened. */
function isCountGrowing(groups: readonly GroupGrowth[]): boolean {
  const growths = withoutWidening(groups).flatMap(({ growth }) => (Math.round(growth) > 0 ? [growth] : []));
  return growths.length >= fewestGrowingGroups && sumOf(growths) >= fewestThings;
}

/**
 * Whether memory grows persistently, by more than the tolerance of each request that one endpoint sent of all in a group. A
 * last witness has to be ready to accuse.
 */
function isMemoryGrowing(metric: MetricId, growths: readonly GroupGrowth[], tolerance: number): boolean {
  const groups = growths.map(({ group }) => group);
  const members = sumOf(groups.map(({ blocks }) => blocks.length)) / Math.max(1, groups.length);
  const ofOne = tolerance / Math.max(1, members);
  if (metricDefinition(metric)?.role !== 'last-witness') return growsPersistently(growths, ofOne);
  const context = { tolerance: ofOne, isHeadroomSpent: false, hasFreshInput: false, isOver: false };
  return judgeLastWitness(metric, groups.flatMap(asOneBlock), context).verdict === 'leaking';
}

/** The fewest endpoints that explain most of what grew; none as long as nobody stands out and there is time to look. */
function whoExplains({ shares, partial }: Explanation): readonly string[] {
  const grew = partial.filter(({ growth }) => Math.round(growth) > 0);
  // Halves tell n things apart in log2 n looks at best, and where it rarely grows only those that grew tell anything.
  if (grew.length < Math.log2(shares.length)) return [];
  const total = sumOf(shares.map(({ growth }) => growth));
  let sofar = 0;
  const few = shares.filter(({ growth }) => {
    const isNeeded = sofar < explainingShare * total;
    sofar += growth;
    return isNeeded && growth > 0;
  });
  const standsOut = few.length <= Math.max(1, largestShareSuspected * shares.length);
  return standsOut || grew.length >= groupsToTellApart ? few.map(({ endpoint }) => endpoint) : [];
}

export interface Suspicion {
  readonly suspects: readonly string[];
  /** Something grew, once: whose it is shows when not everybody is in each group. */
  readonly hasGrown: boolean;
  /** And not all of it is explained by those that were driven alone since. */
  readonly isUnexplained: boolean;
}

/** Endpoints that most likely added to what grew in groups. They are driven alone from then on. */
export function suspectsAmong(recording: TargetRecording, { tolerances }: AnalysisSettings): Suspicion {
  const suspects = new Set<string>();
  let hasGrown = false;
  let isUnexplained = false;
  for (const metric of measuredMetrics(recording)) {
    const { role, unit } = metricDefinition(metric) ?? {};
    if (role === undefined || role === 'remarks') continue;
    const isGrown = (groups: readonly GroupGrowth[]): boolean =>
      unit === 'count' ? isCountGrowing(groups) : isMemoryGrowing(metric, groups, toleranceFor(metric, tolerances));
    const mixed = mixedGrowth(recording, metric);
    if (!isGrown(mixed.groups)) continue;
    hasGrown = true;
    if (!isGrown(mixed.unexplained)) continue;
    isUnexplained = true;
    for (const endpoint of whoExplains(explain(recording, metric, mixed))) suspects.add(endpoint);
  }
  return { suspects: [...suspects], hasGrown, isUnexplained };
}

/** What groups did to a metric, without what endpoints that were driven alone since add by themselves. */
export const unexplainedGrowth = (recording: TargetRecording, metric: MetricId): readonly GroupGrowth[] =>
  mixedGrowth(recording, metric).unexplained;
