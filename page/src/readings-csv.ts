import { entriesByMetric } from '../../harness/src/model/metrics/catalogue.js';
import type { Unit } from '../../harness/src/model/metrics/metric-definition.js';
import type { ReportDocument, TargetTrace } from '../../harness/src/model/trace.js';

const header = ['target', 'reading', 'metric', 'unit', 'at_ms', 'requests', 'settled', 'value'] as const;

/** Every reading of the report, one to a line (RFC 4180): floors with whether they had settled, then samples. */
export function formatReadingsCsv({ traces, metrics }: Pick<ReportDocument, 'traces' | 'metrics'>): string {
  const units = new Map<string, Unit>(metrics.map(({ id, unit }) => [id, unit]));
  const lines = traces.flatMap((trace) => [...floorLines(trace, units), ...sampleLines(trace, units)]);
  return [header, ...lines].map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

type Line = readonly (string | number | boolean)[];
type Units = ReadonlyMap<string, Unit>;

function floorLines({ target, floors }: TargetTrace, units: Units): readonly Line[] {
  return entriesByMetric(floors.values).flatMap(([metric, column]) =>
    column.flatMap((value, index) => {
      const [atMs, requests, settled] = [floors.atMs[index], floors.requests[index], floors.settled[index]];
      return value === null
        ? []
        : [[target, 'floor', metric, units.get(metric) ?? '', atMs ?? '', requests ?? '', settled ?? '', value]];
    }),
  );
}

function sampleLines({ target, samples }: TargetTrace, units: Units): readonly Line[] {
  return entriesByMetric(samples).flatMap(([metric, { atMs, requests, values }]) =>
    values.map((value, index) => [
      target,
      'sample',
      metric,
      units.get(metric) ?? '',
      atMs[index] ?? '',
      requests[index] ?? '',
      '',
      value,
    ]),
  );
}

/** Names come from strangers: a spreadsheet must not take one for a formula. */
function toCell(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
