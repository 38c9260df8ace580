import type { DiagnoseDepth } from '../../model/diagnose-depth.js';
import { metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import type { Finding } from '../../model/result.js';
import { MiB } from '../../model/units.js';

/** How many units a pass sends, and what it looks at. */
export interface DiagnosePlan {
  readonly warmUp: number;
  /** The most units of a window. */
  readonly windowUnits: number;
  readonly depth: DiagnoseDepth;
}

function depthOf(findings: readonly Finding[]): DiagnoseDepth {
  const bytes = findings.filter(({ unit }) => unit === 'bytes');
  if (bytes.length === 0) return 'counts';
  return bytes.every(({ metric }) => metric === 'arrayBuffersBytes') ? 'buffers' : 'heap';
}

/** Units of a window for a count that grows with every unit. They tell one per request from a pool that fills. */
const countWindowUnits = 16;

/** A thing that leaks rarely has to come up this often in a window, so that it is seen who makes it. */
const thingsPerWindow = 4;

/** After so many units, routes, serializers and inline caches are set up. */
const byteWarmUp = 100;
const countWarmUp = 3;

/** With so many units, what leaks in every hundredth request comes up more than once in a window. */
const byteWindowUnits = 400;

/** Growth that a window may cause. A snapshot of more growth takes too much of the pass's time. */
const largestGrowthBytes = 4 * MiB;

/** Share of the room before a limit that a pass is planned with. The run has already shown that the endpoint leaks. */
const shareOfHeadroom = 0.25;

const ratesOf = ({ metric, perRequest, alsoCosts }: Finding) => [
  { metric, perRequest: perRequest.estimate },
  ...alsoCosts,
];

/** Units that fit into a quarter of the room that a fresh process has before each limit these findings use up. */
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

/**
 * The slowest growth decides. A rate of zero is left out: a count that reached its limit, as in a full pool, has none.
 */
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

/** Whether the windows of a pass are long because few units leave something behind. */
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
