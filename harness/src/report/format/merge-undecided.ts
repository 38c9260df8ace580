import type { EndpointResult } from '../../model/result.js';
import { summarizeEndpoint } from './endpoint-summary.js';
import { hasGrown, isSuspicious } from './leading-metric.js';

/** Splits a text at its numbers. Numbers are at odd indexes, and the text between them at even ones. */
const byNumbers = (text: string): readonly string[] => text.split(/(\d+(?:\.\d+)?)/);

const withoutNumbers = (text: string): string =>
  byNumbers(text)
    .map((part, index) => (index % 2 === 1 ? '#' : part))
    .join('');

/** Merges texts that differ only in numbers, e.g. to `40–64 requests are too few`. */
function mergeTexts(texts: readonly string[]): string {
  const [first = '', ...others] = texts.map(byNumbers);
  return [...first]
    .map((part, index) => {
      const all = [part, ...others.map((parts) => parts[index] ?? part)];
      if (index % 2 === 0 || new Set(all).size === 1) return part;
      const ascending = all.toSorted((a, b) => Number(a) - Number(b));
      return `${ascending[0]}–${ascending.at(-1)}`;
    })
    .join('');
}

/**
 * The reason of an undecided endpoint, without its numbers. Null for an endpoint that has to be shown alone, e.g.
 * because growth is not proven.
 */
export function undecidedReason(endpoint: EndpointResult): string | null {
  const { verdict, findings, remarks, advice } = endpoint;
  if (verdict !== 'inconclusive' || findings.length > 0 || remarks.length > 0) return null;
  const { headline, metric } = summarizeEndpoint(endpoint);
  if (metric !== null && (isSuspicious(metric) || hasGrown(metric))) return null;
  return withoutNumbers([metric?.metric ?? '', headline, advice].join('\n'));
}

/**
 * Merges endpoints of one target that have the same reason. The merged endpoint is named by their number, and its first
 * remark lists them.
 */
export function mergeEndpoints(endpoints: readonly EndpointResult[]): EndpointResult {
  const [first] = endpoints;
  if (first === undefined) throw new RangeError('There is no endpoint to merge.');
  if (endpoints.length === 1) return first;
  const leading = endpoints.flatMap((endpoint) => summarizeEndpoint(endpoint).metric ?? []);
  const known = leading.flatMap(({ minimumDetectable }) => minimumDetectable ?? []);
  const [metric] = leading;
  const merged = {
    reason: mergeTexts(leading.map(({ reason }) => reason)),
    // The value that holds for all of them.
    minimumDetectable: known.length < leading.length ? null : Math.max(...known),
  };
  return {
    ...first,
    id: `${endpoints.length} endpoints`,
    requests: endpoints.reduce((sum, { requests }) => sum + requests, 0),
    metrics: metric === undefined ? [] : [{ ...metric, ...merged }],
    remarks: [endpoints.map(({ id }) => id).join(', ')],
    advice: mergeTexts(endpoints.map(({ advice }) => advice)),
  };
}

/** Groups items by their reason. A group stands where its first item stood. Items without a reason stay alone. */
export function groupByReason<T>(items: readonly T[], reasonOf: (item: T) => string | null): readonly (readonly T[])[] {
  const groups = new Map<unknown, T[]>();
  for (const item of items) {
    const key = reasonOf(item) ?? item;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/**
 * The endpoints of a target. Those that are undecided for the same reason are merged and come last, because nobody
 * suspects them.
 */
export function mergeUndecided(endpoints: readonly EndpointResult[]): readonly EndpointResult[] {
  const groups = groupByReason(endpoints, undecidedReason);
  return [...groups.filter(isAlone), ...groups.filter((group) => !isAlone(group))].map(mergeEndpoints);
}

const isAlone = (group: readonly EndpointResult[]): boolean => group.length === 1;
