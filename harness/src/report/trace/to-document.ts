import { familyOf, fixedMetrics, type MetricId, metricCatalogue, metricIdsOf } from '../../model/metrics/catalogue.js';
import type { Unit } from '../../model/metrics/metric-definition.js';
import type { Recording } from '../../model/recording.js';
import type { RunResult } from '../../model/result.js';
import type { ReportDocument, TargetTrace } from '../../model/trace.js';
import { toTrace } from './to-trace.js';

/** Everything that the HTML page needs, made from the result and the recording that it was judged on. */
export function toReportDocument(result: RunResult, recording: Pick<Recording, 'targets'>): ReportDocument {
  const traces = recording.targets.map(toTrace);
  return { result, traces, metrics: describeMetrics(traces) };
}

/**
 * Title and unit of each metric that occurs. Fixed metrics come first, in order of importance; families follow by name.
 */
export function describeMetrics(traces: readonly TargetTrace[]): ReportDocument['metrics'] {
  const occurring = new Set(metricIdsOf(traces.flatMap(({ floors, samples }) => [floors.values, samples])));
  const known = fixedMetrics.filter((id) => occurring.delete(id));
  return [
    ...known.map((id) => ({ id, title: metricCatalogue[id].title, unit: metricCatalogue[id].unit })),
    ...[...occurring].sort().map((id) => ({ id, title: titleOf(id), unit: unitOf(id) })),
  ];
}

function titleOf(id: MetricId): string {
  const family = familyOf(id);
  return family === undefined ? id : `${family.title}: ${id.slice(family.prefix.length)}`;
}

/** The unit of a metric in a family. Its name tells it. */
function unitOf(id: MetricId): Unit {
  return id.endsWith('Bytes') ? 'bytes' : 'count';
}
