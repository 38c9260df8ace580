import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { importanceRank, type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { RecordedFailure, TargetRecording } from '../../model/recording.js';
import { MiB } from '../../model/units.js';
import { endpointBlocks, measuredMetrics, metricBlocks } from '../endpoint-blocks.js';
import { metricsNamedAtEnd } from '../reached-limits.js';
import { toleranceFor } from '../tolerances.js';

/** Fewer things than this are what any start of a service brings along. */
const fewestThings = 6;

/** One growth that is worth a word although it proves nothing. */
interface Growth {
  readonly metric: MetricId;
  readonly endpoint: string;
  readonly growth: number;
  readonly requests: number;
}

/** Counts that rose in each of the last three blocks; memory only where the target says that it ran out of it. */
function isWorthAWord(
  recording: TargetRecording,
  { metric, growth, requests }: Growth,
  rises: readonly number[],
  { tolerances }: Pick<AnalysisSettings, 'tolerances'>,
): boolean {
  const definition = metricDefinition(metric);
  if (metricsNamedAtEnd(recording).includes(metric)) return growth > 0;
  if (definition?.unit !== 'count' || definition.role !== 'accuses' || growth < fewestThings) return false;
  return growth > toleranceFor(metric, tolerances) * requests && rises.slice(-3).every((rise) => rise > 0);
}

function growthsOf(recording: TargetRecording, settings: Pick<AnalysisSettings, 'tolerances'>): readonly Growth[] {
  return measuredMetrics(recording)
    .toSorted((a, b) => importanceRank(a) - importanceRank(b))
    .flatMap((metric) =>
      recording.target.endpoints.flatMap((endpoint) => {
        const blocks = metricBlocks(endpointBlocks(recording, endpoint), metric);
        const rises = blocks.map((block) => block.growth);
        const growth = rises.reduce((sum, rise) => sum + rise, 0);
        const requests = blocks.reduce((sum, block) => sum + block.requests, 0);
        const seen = { metric, endpoint, growth, requests };
        return isWorthAWord(recording, seen, rises, settings) ? [seen] : [];
      }),
    );
}

const amountOf = ({ metric, growth }: Growth): string =>
  metricDefinition(metric)?.unit === 'bytes' ? `${(growth / MiB).toFixed(1)} MB` : String(growth);

/**
 * A failure that left no proof of a leak, with what was growing until then. What the target names as its end comes first,
 * else the most important metric.
 */
export function withGrowthUntilThen(
  recording: TargetRecording,
  failure: RecordedFailure,
  settings: Pick<AnalysisSettings, 'tolerances'>,
): RecordedFailure {
  const growths = growthsOf(recording, settings);
  const named = metricsNamedAtEnd(recording);
  const seen = growths.find(({ metric }) => named.includes(metric)) ?? growths[0];
  if (seen === undefined) return failure;
  const { metric, endpoint, requests } = seen;
  const sentence = `Until then ${metric} had grown by ${amountOf(seen)} in ${requests} requests to ${endpoint}, which proves no leak by itself.`;
  return { ...failure, message: `${failure.message}\n${sentence}` };
}
