import { metricDefinition } from '../../harness/src/model/metrics/catalogue.js';
import { heading, quantile, row } from './numbers.js';
import type { Outcome } from './outcomes.js';

const timeRow = (title: string, outcomes: readonly Outcome[]): string => {
  const right = outcomes.filter(({ label, verdict }) => label === verdict).length;
  const seconds = outcomes.map((outcome) => outcome.seconds);
  return row(title, outcomes.length, right, quantile(seconds, 0.5).toFixed(1), quantile(seconds, 0.95).toFixed(1));
};

/** Time to verdict by what leaks. */
export function resourceTable(outcomes: readonly Outcome[]): readonly string[] {
  const resourceOf = ({ resource, label }: Outcome): string => resource ?? label;
  const resources = [...new Set(outcomes.map(resourceOf))];
  const own = (resource: string): readonly Outcome[] => outcomes.filter((each) => resourceOf(each) === resource);
  return [
    ...heading('resource', 'runs', 'right', 'median s', 'p95 s'),
    ...resources.map((resource) => timeRow(resource, own(resource))),
  ];
}

interface Goal {
  readonly title: string;
  readonly mostSeconds: number;
  readonly includes: (outcome: Outcome) => boolean;
}

const goals: readonly Goal[] = [
  {
    title: 'connections, descriptors and other counts',
    mostSeconds: 3,
    includes: ({ expectedMetric }) => expectedMetric !== null && metricDefinition(expectedMetric)?.unit === 'count',
  },
  {
    title: 'heap, 1 KB per request and more',
    mostSeconds: 8,
    includes: ({ expectedMetric, expectedRate }) => expectedMetric === 'heapUsedBytes' && (expectedRate ?? 0) >= 1_000,
  },
  { title: 'clean', mostSeconds: 15, includes: ({ label }) => label === 'clean' },
];

/** Median time to verdict beside the goals of the project. */
export function goalTable(outcomes: readonly Outcome[]): readonly string[] {
  const line = ({ title, mostSeconds, includes }: Goal): string => {
    const seconds = outcomes.filter(includes).map((outcome) => outcome.seconds);
    const median = quantile(seconds, 0.5);
    return row(title, seconds.length, mostSeconds, median.toFixed(1), median <= mostSeconds ? 'yes' : 'no');
  };
  return [...heading('kind of run', 'runs', 'goal s', 'median s', 'met'), ...goals.map(line)];
}
