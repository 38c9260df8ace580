import type {
  BudgetComparison,
  Comparison,
  EndpointComparison,
  HeapPeakComparison,
  LoadComparison,
  MetricComparison,
  PeakComparison,
  RunComparison,
} from '../../model/comparison.js';
import type { GrowthEstimate } from '../../model/result.js';
import { formatBudgetLimit, formatBudgetName, formatBudgetNumber } from '../format/budget.js';
import { formatGrowth, formatInterval, formatRate } from '../format/growth.js';
import { describeAllocation, describeLiveHeap } from '../format/heap-peak.js';
import { metricWords } from '../format/metric-words.js';
import { formatCount, formatFraction } from '../format/number.js';
import { toPrintable } from '../format/printable.js';
import type { Output } from '../output.js';
import { createStyle, type Style } from '../terminal/style.js';

const words = {
  better: 'better',
  worse: 'worse',
  same: 'no difference',
  unclear: 'cannot tell',
} as const satisfies Record<Comparison, string>;

const moods = { better: 'clean', worse: 'leaking', same: 'clean', unclear: 'inconclusive' } as const;

const endings = {
  better: 'The later run is better',
  worse: 'The later run is worse',
  same: 'The later run is no worse',
  unclear: 'Whether the later run is worse cannot be told',
} as const satisfies Record<Comparison, string>;

/** A comparison as text: for each endpoint what changed, where no difference can be seen, and its load. */
export function formatComparison(comparison: RunComparison, output: Output): string {
  const style = createStyle(output, output.stdout);
  const { endpoints, budgets, onlyBefore, onlyAfter, exitCode } = comparison;
  const only = [
    ...onlyBefore.map((name) => `only in the earlier run: ${toPrintable(name)}`),
    ...onlyAfter.map((name) => `only in the later run: ${toPrintable(name)}`),
  ];
  const none = endpoints.length === 0 ? ['The runs have no endpoint in common.'] : [];
  const ending = style.paint(moods[comparison.comparison], endings[comparison.comparison]);
  return [
    ...endpoints.flatMap((endpoint) => [...formatEndpoint(endpoint, style), '']),
    ...budgets.map((budget) => formatBudget(budget, style)),
    ...(budgets.length === 0 ? [] : ['']),
    ...[...none, ...only].map(style.text),
    `${style.bold(ending)} ${style.dim(`(exit code ${exitCode})`)}`,
    '',
  ].join('\n');
}

function formatEndpoint(endpoint: EndpointComparison, style: Style): readonly string[] {
  const { comparison, target, metrics, load, peaks, heapPeak, accepted } = endpoint;
  const before = accepted.before ? 'accepted' : endpoint.before;
  const after = accepted.after ? 'accepted' : endpoint.after;
  const mood = moods[comparison];
  const verdicts = before === after ? `${after} both times` : `${before} before, ${after} now`;
  const heading = `${style.paint(mood, words[comparison])}  ${toPrintable(`${target}: ${endpoint.endpoint}`)}`;
  const lines = [
    ...metrics.flatMap(formatMetric),
    ...formatRest(metrics),
    formatLoad(load),
    ...formatPeaks(peaks),
    ...formatHeapPeak(heapPeak),
  ];
  return [`${heading}${style.dim(`  ${verdicts}`)}`, ...lines.map((line) => `  ${style.text(line)}`)];
}

/** For example `worse  shop, budget p95 latency: 120 ms → 240 ms (at most 200 ms)`. */
function formatBudget(budget: BudgetComparison, style: Style): string {
  const [before, after] = [budget.before, budget.after].map((value) =>
    value === null ? 'not measured' : formatBudgetNumber(value, budget.unit),
  );
  const numbers = `${before} → ${after} (${formatBudgetLimit(budget)})`;
  const what = toPrintable(`${budget.target}, budget ${formatBudgetName(budget)}`);
  return `${style.paint(moods[budget.comparison], words[budget.comparison])}  ${what}: ${style.text(numbers)}`;
}

/** Whether a metric is worth a line. A metric that grows in neither run is not. */
const isWorthALine = ({ comparison, decides, before, after, margin }: MetricComparison): boolean =>
  comparison === 'better' ||
  comparison === 'worse' ||
  (decides && [before, after].some((growth) => growth !== null && growth.low > margin));

function formatMetric(metric: MetricComparison): readonly string[] {
  const { before, after, difference, unit, comparison, decides } = metric;
  if (!isWorthALine(metric) || before === null || after === null || difference === null) return [];
  const was = `${formatRate(before.estimate, unit)} ${formatInterval(before, unit)}`;
  const is = `${formatGrowth(metric.metric, unit, after.estimate)} ${formatInterval(after, unit)}`;
  const change = `difference ${formatRate(difference.estimate, unit)} ${formatInterval(difference, unit)}`;
  return [`${words[comparison]}: ${was} → ${is}, ${change}${decides ? '' : ' (does not decide)'}`];
}

function formatRest(metrics: readonly MetricComparison[]): readonly string[] {
  const rest = metrics.filter((metric) => !isWorthALine(metric));
  const list = (wanted: Comparison, text: string): readonly string[] => {
    const names = rest.filter(({ comparison }) => comparison === wanted).map(({ metric }) => metricWords(metric, 2));
    return names.length === 0 ? [] : [`${text}: ${names.join(', ')}`];
  };
  return [...list('same', 'no difference'), ...list('unclear', 'cannot tell')];
}

const figures: Readonly<Record<LoadComparison['figure'], readonly [name: string, format: (value: number) => string]>> =
  {
    failedShare: ['failed', (value) => `${formatFraction(value * 100)} %`],
    latencyP50Ms: ['latency p50', (value) => `${value.toFixed(1)} ms`],
    latencyP99Ms: ['p99', (value) => `${value.toFixed(1)} ms`],
    requestsPerSecond: ['requests/s', formatCount],
  };

const formatFactor = (value: number): string => value.toFixed(2);

/** How many times the earlier value the later one is, e.g. `, × 2.00 [1.81, 2.22]`. */
const formatRatio = ({ estimate, low, high }: GrowthEstimate): string =>
  `, × ${formatFactor(estimate)} [${formatFactor(low)}, ${formatFactor(high)}]`;

function formatLoad(load: readonly LoadComparison[]): string {
  const parts = load.map(({ figure, before, after, comparison, ratio }) => {
    const [name, format] = figures[figure];
    const judged = comparison === null ? 'not judged' : words[comparison];
    return `${name} ${format(before)} → ${format(after)} (${judged}${ratio === null ? '' : formatRatio(ratio)})`;
  });
  return `load: ${parts.join(', ')}; speed does not decide`;
}

function formatPeaks(peaks: readonly PeakComparison[]): readonly string[] {
  if (peaks.length === 0) return [];
  const parts = peaks.map(
    ({ metric, before, after, comparison }) =>
      `${metricWords(metric, 2)} ${formatCount(before)} → ${formatCount(after)} (${words[comparison]})`,
  );
  return [`usual peak under load: ${parts.join(', ')}; peaks do not decide`];
}

function formatHeapPeak(peak: HeapPeakComparison | null): readonly string[] {
  if (peak === null) return [];
  const { before, after, comparison } = peak;
  const live = `live heap at peak ${describeLiveHeap(before)} → ${describeLiveHeap(after)} (${words[comparison]})`;
  const allocated = `allocated ${describeAllocation(before)} → ${describeAllocation(after)}`;
  const isKnown = before.allocatedBytesPerRequest !== null && after.allocatedBytesPerRequest !== null;
  return [`${live}${isKnown ? `, ${allocated} (not judged)` : ''}; peaks do not decide`];
}
