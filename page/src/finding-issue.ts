import type { Culprit, EndpointResult, Finding, RunResult } from '../../harness/src/model/result.js';
import { formatCulprit } from '../../harness/src/report/format/culprit.js';
import { formatMoment } from '../../harness/src/report/format/duration.js';
import {
  formatGrowth,
  formatInterval,
  formatProjection,
  formatSideCosts,
} from '../../harness/src/report/format/growth.js';
import { codeBlock, escapeMarkdown, inlineCode } from '../../harness/src/report/format/markdown-text.js';
import { formatCount } from '../../harness/src/report/format/number.js';
import { toPrintableLines } from '../../harness/src/report/format/printable.js';

/** What an issue about a finding is made of. */
export interface FindingContext {
  readonly result: RunResult;
  readonly target: string;
  readonly endpoint: EndpointResult;
  readonly finding: Finding;
}

/** A finding as the text of an issue: what leaks, how much, where in the code, and what it was measured with. */
export function formatFindingIssue(context: FindingContext): string {
  const { endpoint, finding } = context;
  const { metric, unit, perRequest, alsoCosts, projection, advice, culprits } = finding;
  const growth = formatGrowth(metric, unit, perRequest.estimate);
  const paragraphs = [
    `# ${escapeMarkdown(endpoint.id)} leaks ${escapeMarkdown(growth.replace(/^\+/, '').replace('/request', ' per request'))}`,
    [
      `- Growth: **${escapeMarkdown(growth)}** ${escapeMarkdown(formatInterval(perRequest, unit))}, over ${formatCount(endpoint.requests)} requests`,
      ...(alsoCosts.length === 0 ? [] : [`- Also: ${escapeMarkdown(formatSideCosts(alsoCosts))}`]),
      ...(projection === null ? [] : [`- Limit: ${escapeMarkdown(formatProjection(projection))}`]),
    ].join('\n'),
    ...culprits.flatMap(formatPlaceOfLeak),
    ...(advice === '' ? [] : [escapeMarkdown(advice)]),
    formatOrigin(context),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function formatPlaceOfLeak(culprit: Culprit): readonly string[] {
  const { codeFrame, stack } = culprit;
  const folded = `<details><summary>Stack</summary>\n\n${codeBlock(stack.flatMap(toPrintableLines))}\n\n</details>`;
  return [
    formatCulprit(culprit).map(escapeMarkdown).join('\n\n'),
    ...(codeFrame === null ? [] : [codeBlock(toPrintableLines(codeFrame))]),
    ...(stack.length === 0 ? [] : [folded]),
  ];
}

function formatOrigin({ result, target, finding }: FindingContext): string {
  const { leakline, node, platform } = result.environment;
  const measured = `Measured in ${inlineCode(target)} by Leakline ${leakline} on ${formatMoment(result.startedAt)}`;
  return `${measured} (Node.js ${node}, ${platform}, seed ${result.seed}); fingerprint ${inlineCode(finding.fingerprint)}.`;
}
