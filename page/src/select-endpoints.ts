import type { EndpointResult, MetricResult, TargetResult, Verdict } from '../../harness/src/model/result.js';
import { summarizeEndpoint } from '../../harness/src/report/format/endpoint-summary.js';
import { groupByReason, undecidedReason } from '../../harness/src/report/format/merge-undecided.js';

/** One endpoint with what each target made of it, in the targets' order. */
export interface EndpointRow {
  readonly id: string;
  readonly results: readonly { readonly target: TargetResult; readonly endpoint: EndpointResult | null }[];
}

export const endpointOrders = {
  driven: 'as driven',
  verdict: 'gravest verdict first',
  growth: 'most growth first',
  name: 'by name',
} as const;

export type EndpointOrder = keyof typeof endpointOrders;

/** What the reader asked for. */
export interface EndpointSelection {
  readonly text: string;
  /** Null shows all. */
  readonly verdict: Verdict | null;
  readonly order: EndpointOrder;
}

export const everyEndpoint: EndpointSelection = { text: '', verdict: null, order: 'driven' };

/** Verdicts, gravest first. */
export const gravestFirst: readonly Verdict[] = ['leaking', 'failed', 'inconclusive', 'clean'];

/** All endpoints of all targets, each once, in the order they were driven. */
export function endpointRows(targets: readonly TargetResult[]): readonly EndpointRow[] {
  const ids = [...new Set(targets.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)))];
  return ids.map((id) => ({
    id,
    results: targets.map((target) => ({ target, endpoint: target.endpoints.find((each) => each.id === id) ?? null })),
  }));
}

export const verdictsOf = ({ results }: EndpointRow): readonly Verdict[] =>
  results.flatMap(({ endpoint }) => (endpoint === null ? [] : [endpoint.verdict]));

/** The rows that match, in the order wanted. Sorting is stable, so equals stay as they were driven. */
export function selectEndpoints(
  rows: readonly EndpointRow[],
  { text, verdict, order }: EndpointSelection,
): readonly EndpointRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = rows.filter((row) => {
    if (verdict !== null && !verdictsOf(row).includes(verdict)) return false;
    const haystack = words.length === 0 ? '' : searchText(row);
    return words.every((word) => haystack.includes(word));
  });
  if (order === 'name') return kept.toSorted((a, b) => a.id.localeCompare(b.id));
  if (order === 'verdict') return kept.toSorted((a, b) => gravityOf(a) - gravityOf(b));
  return order === 'growth' ? kept.toSorted((a, b) => excessOf(b) - excessOf(a)) : kept;
}

/** Rows that no target has a verdict for, each target for the same reason, together; all others alone. */
export const groupUndecided = (rows: readonly EndpointRow[]): readonly (readonly EndpointRow[])[] =>
  groupByReason(rows, ({ results }) => {
    const reasons = results.map(({ endpoint }) => (endpoint === null ? 'not driven' : undecidedReason(endpoint)));
    return reasons.includes(null) ? null : JSON.stringify(reasons);
  });

/** Everything of a row that someone may look for: its name, what leaks there, and where. */
function searchText({ id, results }: EndpointRow): string {
  const found = results.flatMap(({ endpoint }) => endpoint?.findings ?? []);
  const places = found.flatMap(({ culprits }) =>
    culprits.map(({ file, functionName, package: installed }) => `${file} ${functionName ?? ''} ${installed ?? ''}`),
  );
  return [id, ...found.map(({ metric, title, fingerprint }) => `${metric} ${title} ${fingerprint}`), ...places]
    .join('\n')
    .toLowerCase();
}

const gravityOf = (row: EndpointRow): number =>
  Math.min(gravestFirst.length, ...verdictsOf(row).map((each) => gravestFirst.indexOf(each)));

/** How many tolerances the leading metric grows by; metrics of different units can be ordered by that alone. */
function excessOf({ results }: EndpointRow): number {
  const leading = results.flatMap(({ endpoint }) => (endpoint === null ? [] : [summarizeEndpoint(endpoint).metric]));
  return Math.max(Number.NEGATIVE_INFINITY, ...leading.map(excessOfMetric));
}

function excessOfMetric(metric: MetricResult | null): number {
  if (metric === null || metric.perRequest === null || !(metric.tolerance > 0)) return Number.NEGATIVE_INFINITY;
  return metric.perRequest.estimate / metric.tolerance;
}
