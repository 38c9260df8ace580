import type { Culprit, EndpointResult, Finding } from '../../model/result.js';
import { formatCulprit } from '../format/culprit.js';
import { adviceBeside, summarizeEndpoint } from '../format/endpoint-summary.js';
import {
  acceptedText,
  formatMeasuredGrowth,
  formatProjection,
  formatSideCosts,
  formatTolerance,
} from '../format/growth.js';
import { toPrintable, wrapWords } from '../format/printable.js';
import { verdictWord } from '../format/verdict-words.js';
import type { Style } from './style.js';

/** Widths that all endpoints of a run share, in characters. */
export interface EndpointColumns {
  readonly verdict: number;
  readonly endpoint: number;
  readonly width: number;
}

const gap = '  ';
/** With fewer columns, the explanation would have one word per line, so it moves below the endpoint. */
const narrowestText = 44;

/**
 * An endpoint as lines. The first gives the verdict and its number. The others tell what else is important, and are
 * indented.
 */
export function formatEndpoint(endpoint: EndpointResult, columns: EndpointColumns, style: Style): readonly string[] {
  const { headline } = summarizeEndpoint(endpoint);
  const verdict = style.paint(
    endpoint.verdict,
    `${style.symbol[endpoint.verdict]} ${verdictWord(endpoint).padEnd(columns.verdict)}`,
  );
  const label = `${gap}${verdict}${gap}${toPrintable(endpoint.id).padEnd(columns.endpoint)}`;
  const indent = gap.length * 3 + 2 + columns.verdict + columns.endpoint;
  const isNarrow = columns.width - indent < narrowestText;
  const margin = ' '.repeat(isNarrow ? gap.length * 2 + 2 : indent);
  const wrap = (text: string): readonly string[] =>
    wrapWords(style.text(toPrintable(text)), Math.max(20, columns.width - margin.length));
  const [first = '', ...rest] = wrap(headline);
  const fitsBeside = rest.length === 0 && indent + first.length <= columns.width;
  const head = isNarrow && !fitsBeside ? [label.trimEnd(), margin + first] : [label + gap + first];
  const details = detailsOf(endpoint).flatMap(wrap);
  return [...head, ...rest.map((line) => margin + line), ...details.map((line) => margin + style.dim(line))];
}

function detailsOf(endpoint: EndpointResult): readonly string[] {
  const { finding, metric } = summarizeEndpoint(endpoint);
  const others = endpoint.findings.filter((each) => each !== finding);
  return [
    ...(finding === null ? [] : describeFinding(finding, endpoint.verdict === 'clean')),
    ...others.flatMap((each) => [`and ${formatMeasuredGrowth(each)}`, ...describeCulprits(each.culprits)]),
    ...(endpoint.verdict === 'inconclusive' && metric !== null && metric.minimumDetectable !== null
      ? [`smallest leak this run could see: ${formatTolerance(metric.minimumDetectable, metric.unit)}/request`]
      : []),
    ...endpoint.remarks,
    ...(endpoint.advice === '' ? [] : [adviceBeside(endpoint)]),
  ];
}

function describeFinding(finding: Finding, isLeading: boolean): readonly string[] {
  const accepted = finding.ignored === null ? [] : [acceptedText(finding, isLeading)];
  const costs = finding.alsoCosts.length === 0 ? [] : [`also ${formatSideCosts(finding.alsoCosts)}`];
  const projection = finding.projection === null ? [] : [formatProjection(finding.projection)];
  const advice = finding.advice === '' ? [] : [finding.advice];
  return [...accepted, ...costs, ...projection, ...describeCulprits(finding.culprits), ...advice];
}

/** The report shows further culprits. */
const mostCulprits = 2;

function describeCulprits(culprits: readonly Culprit[]): readonly string[] {
  return culprits.slice(0, mostCulprits).flatMap((culprit) => formatCulprit(culprit));
}
