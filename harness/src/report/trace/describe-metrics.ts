import {
  type MetricDefinition,
  type MetricId,
  metricCatalogue,
  metricFamilies,
  type Unit,
} from '../../model/metrics.js';
import type { ReportDocument, TargetTrace } from '../../model/trace.js';

const catalogue: readonly MetricDefinition[] = metricCatalogue;

/** Title and unit of each metric that occurs, in order of importance; families follow by name. */
export function describeMetrics(traces: readonly TargetTrace[]): ReportDocument['metrics'] {
  const occurring = new Set(
    traces.flatMap(({ floors, samples }) => [floors.values, samples].flatMap((columns) => Object.keys(columns))),
  );
  const known = catalogue.filter(({ id }) => occurring.delete(id));
  return [
    ...known.map(({ id, title, unit }) => ({ id, title, unit })),
    ...[...occurring].sort().map((id) => ({ id, title: titleOf(id), unit: unitOf(id) })),
  ];
}

function titleOf(id: MetricId): string {
  const family = metricFamilies.find(({ prefix }) => id.startsWith(prefix));
  return family === undefined ? id : `${family.title}: ${id.slice(family.prefix.length)}`;
}

/** Metrics carry their unit in their name. */
function unitOf(id: MetricId): Unit {
  return id.endsWith('Bytes') ? 'bytes' : 'count';
}
