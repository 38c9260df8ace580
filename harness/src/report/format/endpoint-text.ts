import type { EndpointResult } from '../../model/result.js';
import { formatCulprit } from './culprit.js';
import { summarizeEndpoint } from './endpoint-summary.js';
import { formatProjection, formatSideCosts } from './growth.js';
import { toPrintable } from './printable.js';

/** Everything worth knowing of an endpoint as plain lines: the leading number first, then costs, lines of code, advice. */
export function endpointLines(endpoint: EndpointResult): readonly string[] {
  const { headline, finding } = summarizeEndpoint(endpoint);
  const culprits = endpoint.findings.flatMap((each) => each.culprits).flatMap(formatCulprit);
  const details =
    finding === null
      ? []
      : [
          ...(finding.alsoCosts.length === 0 ? [] : [`also ${formatSideCosts(finding.alsoCosts)}`]),
          ...(finding.projection === null ? [] : [formatProjection(finding.projection)]),
          ...culprits,
          finding.advice,
        ];
  return [headline, ...details, ...endpoint.remarks, endpoint.advice].filter((line) => line !== '').map(toPrintable);
}

/** The same as one text. */
export const formatEndpointText = (endpoint: EndpointResult): string => endpointLines(endpoint).join('\n');
