import type { EndpointResult, Finding, RunResult, TargetResult, Warning } from '../../model/result.js';
import type { Symptom } from '../../model/symptom.js';
import { formatBudgetLimit, formatBudgetName, formatBudgetNumber } from '../format/budget.js';
import { checkMoods } from '../format/check-words.js';
import { formatCoded } from '../format/coded-message.js';
import { formatCulprit, formatPlace } from '../format/culprit.js';
import { formatDuration } from '../format/duration.js';
import { summarizeEndpoint } from '../format/endpoint-summary.js';
import { acceptedText, formatMeasuredGrowth, formatProjection, formatSideCosts } from '../format/growth.js';
import { formatExpectedNumber, formatInvariantNumber } from '../format/invariant.js';
import { isAsExpected } from '../format/is-as-expected.js';
import { codeBlock, escapeHtml, escapeMarkdown, inlineCode } from '../format/markdown-text.js';
import { mergeUndecided } from '../format/merge-undecided.js';
import { toPrintableLines } from '../format/printable.js';
import { formatExpectations, formatRunSentence } from '../format/run-sentence.js';
import { toTerminalSafe } from '../format/terminal-safe.js';
import { formatExitCode, formatExpectation, targetWord, verdictWord } from '../format/verdict-words.js';

const marks = { leaking: '🔴', clean: '🟢', inconclusive: '🟡', failed: '⚫' } as const;

/** The first line of the comment. A bot finds its own comment by it, and replaces it. */
const markdownMarker = '<!-- leakline -->';

/**
 * The run as a comment for a pull request: one sentence, a table of endpoints, then each leak with its line of code.
 */
export function formatMarkdown(result: RunResult): string {
  const ending = `${formatExpectations(result)} in ${formatDuration(result.durationMs)} (${formatExitCode(result.exitCode)})`;
  const parts = [
    markdownMarker,
    `## Leakline: ${escapeMarkdown(formatRunSentence(result))}`,
    `${ending}.`,
    ...result.warnings.map(formatWarning),
    ...result.targets.flatMap(formatTarget),
  ];
  return toTerminalSafe(`${parts.join('\n\n')}\n`);
}

const formatWarning = ({ code, message }: Warning): string =>
  `> **${escapeMarkdown(code)}** ${escapeMarkdown(message)}`;

function formatTarget(target: TargetResult): readonly string[] {
  const expectation = formatExpectation(target);
  const heading = `### ${escapeMarkdown(target.name)}: ${marks[target.verdict]} ${escapeMarkdown(targetWord(target))}${expectation === '' ? '' : `, ${escapeMarkdown(expectation)}`}`;
  const failure = target.failure === null ? [] : [codeBlock(toPrintableLines(formatCoded(target.failure)))];
  const unmeasured = target.unmeasured.map(
    ({ metric, reason }) => `Not measured: ${inlineCode(metric)}, ${escapeMarkdown(reason)}`,
  );
  return [
    heading,
    ...failure,
    ...(target.endpoints.length === 0 ? [] : [formatTable(target)]),
    ...mergeUndecided(target.endpoints).flatMap((endpoint) => formatDetails(target, endpoint)),
    ...(target.budgets.length === 0 ? [] : [formatBudgets(target)]),
    ...(target.invariants.length === 0 ? [] : [formatInvariants(target)]),
    ...target.symptoms.map(formatSymptom),
    ...unmeasured,
    ...target.warnings.map(formatWarning),
  ];
}

function formatTable({ endpoints }: TargetResult): string {
  const rows = mergeUndecided(endpoints).map((endpoint) => {
    const { headline, finding } = summarizeEndpoint(endpoint);
    const [culprit] = finding?.culprits ?? [];
    const place = culprit === undefined ? '' : inlineCode(formatPlace(culprit));
    return `| ${marks[endpoint.verdict]} ${verdictWord(endpoint)} | ${inlineCode(endpoint.id)} | ${escapeMarkdown(headline)} | ${place} |`;
  });
  return ['| Verdict | Endpoint | Growth | Line |', '|---|---|---|---|', ...rows].join('\n');
}

function formatBudgets({ budgets }: TargetResult): string {
  const rows = budgets.map((budget) => {
    const mark = `${marks[checkMoods[budget.outcome]]} ${budget.outcome}`;
    const seen = budget.observed === null ? '–' : formatBudgetNumber(budget.observed, budget.unit);
    return `| ${mark} | ${escapeMarkdown(formatBudgetName(budget))} | ${seen} | ${formatBudgetLimit(budget)} | ${escapeMarkdown(budget.reason)} |`;
  });
  return ['| Budget | Of | Seen | Allowed | Where |', '|---|---|---|---|---|', ...rows].join('\n');
}

function formatInvariants({ invariants }: TargetResult): string {
  const rows = invariants.map((invariant) => {
    const { name, outcome, observed, expectedFrom, reason } = invariant;
    const mark = `${marks[checkMoods[outcome]]} ${outcome}`;
    const seen = observed === null ? '–' : formatInvariantNumber(observed);
    const expected = `${formatExpectedNumber(invariant) ?? '–'} (${expectedFrom})`;
    return `| ${mark} | ${escapeMarkdown(name)} | ${seen} | ${escapeMarkdown(expected)} | ${escapeMarkdown(reason)} |`;
  });
  return ['| Invariant | Name | Seen | Expected | How it came out |', '|---|---|---|---|---|', ...rows].join('\n');
}

function formatSymptom({ seen, advice, remedies }: Symptom): string {
  const blocks = remedies.map(
    ({ purpose, text }) => `${escapeMarkdown(purpose)}:\n\n${codeBlock(toPrintableLines(text))}`,
  );
  const body = [escapeMarkdown(advice), ...blocks].join('\n\n');
  return `<details><summary>${escapeHtml(seen)}</summary>\n\n${body}\n\n</details>`;
}

function formatDetails(target: TargetResult, endpoint: EndpointResult): readonly string[] {
  const leading = summarizeEndpoint(endpoint).finding;
  const lines = [
    ...endpoint.findings.flatMap((finding) =>
      formatFinding(finding, finding === leading, endpoint.verdict === 'clean'),
    ),
    ...endpoint.remarks.map(escapeMarkdown),
    ...(endpoint.advice === '' ? [] : [escapeMarkdown(endpoint.advice)]),
  ];
  if (lines.length === 0) return [];
  const open = isAsExpected(target, endpoint) ? '' : ' open';
  const list = lines.map((line) => `- ${line}`).join('\n');
  const frames = endpoint.findings.flatMap(({ culprits }) =>
    culprits.slice(0, 1).flatMap(({ codeFrame }) => codeFrame ?? []),
  );
  const code = frames.map((frame) => `\n\n${codeBlock(toPrintableLines(frame))}`).join('');
  const title = `<code>${escapeHtml(endpoint.id)}</code>`;
  return [`<details${open}><summary>${title}</summary>\n\n${list}${code}\n\n</details>`];
}

/** The text of a finding. The growth of the leading finding is left out, because it is in the table. */
function formatFinding(finding: Finding, isLeading: boolean, isClean: boolean): readonly string[] {
  const growth = formatMeasuredGrowth(finding);
  const { ignored, alsoCosts, projection, culprits, advice, fingerprint } = finding;
  const texts = [
    ...(ignored === null ? (isLeading ? [] : [`and ${growth}`]) : [acceptedText(finding, isLeading && isClean)]),
    ...(alsoCosts.length === 0 ? [] : [`also ${formatSideCosts(alsoCosts)}`]),
    ...(projection === null ? [] : [formatProjection(projection)]),
    ...culprits.flatMap(formatCulprit),
    ...(advice === '' ? [] : [advice]),
  ];
  return [...texts.map(escapeMarkdown), `fingerprint ${inlineCode(fingerprint)}`];
}
