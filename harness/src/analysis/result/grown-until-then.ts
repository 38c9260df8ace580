import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { importanceRank, type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { RecordedFailure, TargetRecording } from '../../model/recording.js';
import { MiB } from '../../model/units.js';
import { endpointBlocks, measuredMetrics, metricBlocks } from '../endpoint-blocks.js';
import { metricsNamedAtEnd } from '../reached-limits.js';
import { toleranceFor } from '../tolerances.js';

/** Any start of a service may add fewer things than this. */
const fewestThings = 6;

/** Growth of one metric that is worth telling, although it proves nothing. */
interface Growth {
  readonly metric: MetricId;
  readonly endpoint: string;
  readonly growth: number;
  readonly requests: number;
}

/**
 * Whether growth is worth telling: a count that rose in each of the last three blocks, or memory that the target says
 * it ran out of.
 */
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
 * The failure with what was growing until then, where there is no proof of a leak. First comes what the target names as
 * its end, else the most important metric.
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
