import { metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { Finding } from '../../model/result.js';
import { MiB } from '../../model/units.js';

/** How many units a pass sends. */
export interface DiagnosePlan {
  readonly warmUp: number;
  /** Each of the two windows that are watched has at most so many. */
  readonly windowUnits: number;
  readonly depth: DiagnoseDepth;
}

/**
 * `counts`: things that are exact. `buffers`: bytes with a creation stack of their own. `heap`: bytes that grow among much
 * else, so that they need snapshots.
 */
export type DiagnoseDepth = 'counts' | 'buffers' | 'heap';

function depthOf(findings: readonly Finding[]): DiagnoseDepth {
  const bytes = findings.filter(({ unit }) => unit === 'bytes');
  if (bytes.length === 0) return 'counts';
  return bytes.every(({ metric }) => metric === 'arrayBuffersBytes') ? 'buffers' : 'heap';
}

/** Units of a window for a count that every unit grows: enough to tell one per request from a pool that fills. */
const countWindowUnits = 16;

/** What leaks rarely has to come up this often in a window, or nobody would be seen to have made it. */
const thingsPerWindow = 4;

/** Lazy set-up of routes, serializers and inline caches is over by then. */
const byteWarmUp = 100;
const countWarmUp = 3;

/** Enough for what only every hundredth request leaks to come up more than once a window. */
const byteWindowUnits = 400;

/** A snapshot of more takes the pass's time. */
const largestGrowthBytes = 4 * MiB;

/** The pass may use a quarter of what a limit leaves: the run has shown already that it leaks. */
const shareOfHeadroom = 0.25;

const ratesOf = ({ metric, perRequest, alsoCosts }: Finding) => [
  { metric, perRequest: perRequest.estimate },
  ...alsoCosts,
];

/** Units that fit into a quarter of the room of a fresh process before every limit that these findings come near. */
function unitsThatFit(recording: TargetRecording, findings: readonly Finding[]): number {
  const { start, floors } = recording;
  const [first] = floors;
  if (start === null || first === undefined) return 2 * countWindowUnits;
  const fitting = findings.flatMap(ratesOf).map(({ metric, perRequest }) => {
    const limit = metricDefinition(metric)?.limit?.usable(start.limits, first.metrics) ?? null;
    if (limit === null || !Number.isFinite(limit) || perRequest <= 0) return Number.POSITIVE_INFINITY;
    return ((limit - (first.metrics[metric] ?? 0)) * shareOfHeadroom) / perRequest;
  });
  return Math.max(2, Math.floor(Math.min(...fitting)));
}

/** The rarest of the things that leak decides; what a full pool hides has no rate any more. */
function unitsForCounts(findings: readonly Finding[]): number {
  const rates = findings.map(({ perRequest }) => perRequest.estimate).filter((estimate) => estimate > 0);
  return Math.max(countWindowUnits, Math.ceil(thingsPerWindow / Math.min(1, ...rates)));
}

function unitsForBytes(findings: readonly Finding[]): number {
  const bytesPerUnit = findings
    .filter(({ unit }) => unit === 'bytes')
    .reduce((sum, { perRequest }) => sum + perRequest.estimate, 0);
  return Math.max(8, Math.min(byteWindowUnits, Math.floor(largestGrowthBytes / Math.max(1, bytesPerUnit))));
}

/** Whether the windows of a pass are as long as they are because few units leave something behind. */
export const isOfRareThings = ({ depth, windowUnits }: Pick<DiagnosePlan, 'depth' | 'windowUnits'>): boolean =>
  depth === 'counts' && windowUnits > countWindowUnits;

/** Plans the pass for one endpoint's findings. */
export function planDiagnosis(recording: TargetRecording, findings: readonly Finding[]): DiagnosePlan {
  const fitting = unitsThatFit(recording, findings);
  const depth = depthOf(findings);
  const windowUnits = depth === 'counts' ? unitsForCounts(findings) : unitsForBytes(findings);
  const warmUp = depth === 'counts' ? countWarmUp : byteWarmUp;
  return {
    warmUp: Math.max(1, Math.min(warmUp, Math.floor(fitting / 4))),
    windowUnits: Math.max(1, Math.min(windowUnits, Math.floor(fitting / 2))),
    depth,
  };
}
