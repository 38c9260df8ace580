import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { asOneBlock, measuredMetrics } from '../endpoint-blocks.js';
import { growsPersistently } from '../judge/byte-evidence.js';
import { withoutWidening } from '../judge/count-evidence.js';
import { judgeLastWitness } from '../judge/judge-last-witness.js';
import { toleranceFor } from '../tolerances.js';
import { type Explanation, explain, type GroupGrowth, mixedGrowth } from './mixed-growth.js';

/**
 * A count that grew in one group may be a pool that opened. One that grew in this many groups is worth a look at each
 * endpoint.
 */
const fewestGrowingGroups = 2;

/**
 * It must also have grown by this many things: with fewer, two endpoints may each have opened one thing of their own.
 */
const fewestThings = 3;

/** The suspects are the fewest endpoints that explain this share of the growth. */
const explainingShare = 0.8;

/**
 * The suspects stand out where they are at most this share of the endpoints. Where they are more, the next groups tell
 * them apart.
 */
const largestShareSuspected = 0.2;

/**
 * After this many growing groups in which some endpoints were missing, all of them are suspected, even if nobody stands
 * out.
 */
const groupsToTellApart = 8;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Whether a count grows, and not because a pool opened. */
function isCountGrowing(groups: readonly GroupGrowth[]): boolean {
  const growths = withoutWidening(groups).flatMap(({ growth }) => (Math.round(growth) > 0 ? [growth] : []));
  return growths.length >= fewestGrowingGroups && sumOf(growths) >= fewestThings;
}

/**
 * Whether memory grows persistently, by more than the tolerance for each request of one endpoint among those of the
 * group. A last witness must be ready to accuse.
 */
function isMemoryGrowing(metric: MetricId, growths: readonly GroupGrowth[], tolerance: number): boolean {
  const groups = growths.map(({ group }) => group);
  const members = sumOf(groups.map(({ blocks }) => blocks.length)) / Math.max(1, groups.length);
  const ofOne = tolerance / Math.max(1, members);
  if (metricDefinition(metric)?.role !== 'last-witness') return growsPersistently(growths, ofOne);
  const context = { tolerance: ofOne, isHeadroomSpent: false, hasFreshInput: false, isOver: false };
  return judgeLastWitness(metric, groups.flatMap(asOneBlock), context).verdict === 'leaking';
}

/** The fewest endpoints that explain most of the growth; none while nobody stands out and there is time to look. */
function whoExplains({ shares, partial }: Explanation): readonly string[] {
  const grew = partial.filter(({ growth }) => Math.round(growth) > 0);
  // Halves tell n endpoints apart in log2 n looks at best. Where something rarely grows, only the looks with growth tell anything.
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
  /** Something has grown. Groups without some of the endpoints show who added to it. */
  readonly hasGrown: boolean;
  /** Not all of it is explained by the endpoints that were driven alone since. */
  readonly isUnexplained: boolean;
}

/** The endpoints that most likely added to what grew in groups. They are driven alone from then on. */
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

/** What groups did to a metric, without what endpoints add by themselves that were driven alone since. */
export const unexplainedGrowth = (recording: TargetRecording, metric: MetricId): readonly GroupGrowth[] =>
  mixedGrowth(recording, metric).unexplained;
