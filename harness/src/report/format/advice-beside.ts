import type { EndpointResult } from '../../model/result.js';
import { summarizeEndpoint } from './endpoint-summary.js';

/** An endpoint's advice beside its headline: the reason that already stands there is not said again. */
export function adviceBeside(endpoint: EndpointResult): string {
  const { headline, metric } = summarizeEndpoint(endpoint);
  const { advice } = endpoint;
  if (metric === null || !headline.includes(metric.reason)) return advice;
  const doubt = `${metric.metric}: ${metric.reason} `;
  return advice.startsWith(doubt) ? advice.slice(doubt.length) : advice;
}
