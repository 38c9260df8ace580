import type { EndpointResult, Finding } from '../../model/result.js';
import { formatCulprit } from './culprit.js';
import { summarizeEndpoint } from './endpoint-summary.js';
import { acceptedText, formatMeasuredGrowth, formatProjection, formatSideCosts } from './growth.js';
import { toPrintable } from './printable.js';

/**
 * Everything important about an endpoint as plain lines: the leading number first, then costs, lines of code and
 * advice.
 */
export function endpointLines(endpoint: EndpointResult): readonly string[] {
  const { headline, finding } = summarizeEndpoint(endpoint);
  const others = endpoint.findings.filter((each) => each !== finding);
  const details = [
    ...(finding === null ? [] : findingLines(finding, endpoint.verdict === 'clean')),
    ...others.flatMap((each) => [
      ...(each.ignored === null ? [`and ${formatMeasuredGrowth(each)}`] : []),
      ...findingLines(each, false),
    ]),
  ];
  return [headline, ...details, ...endpoint.remarks, endpoint.advice].filter((line) => line !== '').map(toPrintable);
}

function findingLines(finding: Finding, isLeading: boolean): readonly string[] {
  const { ignored, alsoCosts, projection, culprits, advice } = finding;
  return [
    ...(ignored === null ? [] : [acceptedText(finding, isLeading)]),
    ...(alsoCosts.length === 0 ? [] : [`also ${formatSideCosts(alsoCosts)}`]),
    ...(projection === null ? [] : [formatProjection(projection)]),
    ...culprits.flatMap(formatCulprit),
    advice,
  ];
}

/** The lines of an endpoint as one text. */
export const formatEndpointText = (endpoint: EndpointResult): string => endpointLines(endpoint).join('\n');
