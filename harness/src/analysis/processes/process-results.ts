import { fixedMetrics, type MetricId, metricCatalogue } from '../../model/metrics/catalogue.js';
import type { ProcessReading } from '../../model/readings.js';
import type { TargetRecording } from '../../model/recording.js';
import type { ProcessFigure, ProcessResult } from '../../model/result.js';

/** Metrics that the result has of each process. The rest is in the recording. */
const shown = fixedMetrics.filter((metric) => metricCatalogue[metric].ofProcess !== undefined);

/** The most processes that are listed. A target that starts one for each request would fill the result with them. */
const mostListed = 64;

const keyOf = ({ pid, label }: ProcessReading): string => `${label} ${pid}`;

/** Readings of each process by its key, in the order in which processes came. */
function groupByProcess(moments: readonly Pick<TargetRecording['floors'][number], 'processes'>[]) {
  const groups = new Map<string, ProcessReading[]>();
  for (const reading of moments.flatMap(({ processes }) => processes ?? [])) {
    const group = groups.get(keyOf(reading)) ?? [];
    groups.set(keyOf(reading), group);
    group.push(reading);
  }
  return groups;
}

function figureOf(
  metric: MetricId,
  atFloors: readonly ProcessReading[],
  atSamples: readonly ProcessReading[],
): ProcessFigure | null {
  const values = atFloors.flatMap(({ metrics }) => metrics[metric] ?? []);
  const [start] = values;
  const end = values.at(-1);
  if (start === undefined || end === undefined) return null;
  const between = atSamples.flatMap(({ metrics }) => metrics[metric] ?? []);
  return { start, end, peak: [...values, ...between].reduce((most, value) => Math.max(most, value), start) };
}

function figuresOf(
  atFloors: readonly ProcessReading[],
  atSamples: readonly ProcessReading[],
): ProcessResult['metrics'] {
  return Object.fromEntries(
    shown.flatMap((metric) => {
      const figure = figureOf(metric, atFloors, atSamples);
      return figure === null ? [] : [[metric, figure]];
    }),
  );
}

const rank = { master: 0, worker: 1, process: 2 } as const;

/** A worker's number in its cluster. Processes without one keep their order. */
const numberOf = ({ role, label }: ProcessResult): number => (role === 'worker' ? Number(label.split(' ').at(-1)) : 0);

/**
 * Each process that some floor saw: master and workers first, then the others in the order in which they came. Decides
 * nothing.
 */
export function processResults(recording: TargetRecording): readonly ProcessResult[] {
  const { floors } = recording;
  const sampled = groupByProcess(recording.samples);
  const isAt = (index: number, key: string): boolean =>
    floors.at(index)?.processes?.some((process) => keyOf(process) === key) ?? false;
  return [...groupByProcess(floors)]
    .flatMap(([key, atFloors]) => {
      const [first] = atFloors;
      if (first === undefined) return [];
      const { pid, label, role } = first;
      const metrics = figuresOf(atFloors, sampled.get(key) ?? []);
      return [{ pid, label, role, isFromStart: isAt(0, key), isAtEnd: isAt(-1, key), metrics }];
    })
    .toSorted((a, b) => rank[a.role] - rank[b.role] || numberOf(a) - numberOf(b))
    .slice(0, mostListed);
}
