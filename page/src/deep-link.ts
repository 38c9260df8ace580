/** What an address of the report points at; whether the report has it, the page finds out. */
export type DeepLink =
  | { readonly section: 'endpoints'; readonly endpoint: string; readonly metric: string | null }
  | { readonly section: 'metrics'; readonly metric: string };

/** `#endpoints/GET%20%2Fapi%2Fdatabase`, with `/pg.connections` behind it for one metric. */
export function endpointLink(endpoint: string, metric: string | null = null): string {
  const address = `#endpoints/${encodeURIComponent(endpoint)}`;
  return metric === null ? address : `${address}/${encodeURIComponent(metric)}`;
}

/** `#metrics/heapUsedBytes` */
export const metricLink = (metric: string): string => `#metrics/${encodeURIComponent(metric)}`;

/** Reads the part of an address behind the page; null when it names nothing of a report. */
export function parseDeepLink(hash: string): DeepLink | null {
  const parts = hash.replace(/^#/, '').split('/').map(decode);
  const [section, first, second] = parts;
  if (parts.includes(null) || first === undefined || first === null) return null;
  if (section === 'endpoints' && parts.length <= 3) {
    return { section, endpoint: first, metric: second ?? null };
  }
  return section === 'metrics' && parts.length === 2 ? { section, metric: first } : null;
}

/** Addresses are typed and cut off by people and mail programs. */
function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
