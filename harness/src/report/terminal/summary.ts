import path from 'node:path';
import type { CheckOutcome } from '../../model/budget.js';
import type { UnmeasuredMetric } from '../../model/metrics/unmeasured-metric.js';
import type { ExitCode, RunResult, TargetResult, Verdict, Warning } from '../../model/result.js';
import type { Symptom } from '../../model/symptom.js';
import { isFailureCode } from '../../platform/harness-error.js';
import { formatBudget } from '../format/budget.js';
import { checkMoods } from '../format/check-words.js';
import { formatCoded } from '../format/coded-message.js';
import { formatDuration } from '../format/duration.js';
import { formatInvariant } from '../format/invariant.js';
import { mergeUndecided } from '../format/merge-undecided.js';
import { toPrintable, toPrintableLines, wrapWords } from '../format/printable.js';
import { formatExpectations, formatRunSentence } from '../format/run-sentence.js';
import { formatExitCode, formatExpectation, targetWord, verdictWord } from '../format/verdict-words.js';
import type { Output } from '../output.js';
import type { RunOutcome } from '../reporter.js';
import { formatFailedStart } from './failed-start.js';
import { type EndpointColumns, formatEndpoint } from './format-endpoint.js';
import { formatProcesses } from './process-lines.js';
import { createStyle, type Style } from './style.js';

const widestVerdict = 'inconclusive'.length;
const widestEndpoint = 40;
const widestText = 120;

/**
 * The final text: each target with its endpoints, what could not be measured, where the report is, and the result of
 * the run.
 */
export function formatSummary({ result, directory, reportFile }: RunOutcome, output: Output): string {
  const style = createStyle(output, output.stdout);
  const line = formatFailedStart(result, style);
  if (line !== null) return line;
  const columns = columnsOf(result, output.stdout.columns);
  const targets = result.targets.flatMap((target) => [
    '',
    ...formatTarget(target, isBroken(result, target), columns, style),
  ]);
  const warnings = unsaidWarnings(result).flatMap((warning) => formatRunWarning(warning, columns, style));
  const files = formatFiles(directory, reportFile, style);
  const lines = [...targets, ...spaced(warnings), ...spaced(files), '', ...formatEnding(result, columns, style), ''];
  return lines.join('\n');
}

/** Warnings that are not said elsewhere. What failed the whole run is said at each target that was not reached. */
const unsaidWarnings = ({ warnings, targets }: RunResult): readonly Warning[] =>
  warnings.filter(({ message }) => !targets.some(({ failure }) => failure?.message === message));

function columnsOf(result: RunResult, available: number): EndpointColumns {
  const ids = result.targets.flatMap(({ endpoints }) =>
    mergeUndecided(endpoints).map(({ id }) => toPrintable(id).length),
  );
  const verdicts = result.targets.flatMap(({ endpoints }) => endpoints.map((each) => verdictWord(each).length));
  return {
    verdict: Math.min(widestVerdict, Math.max(0, ...verdicts)),
    endpoint: Math.min(widestEndpoint, Math.max(0, ...ids)),
    width: Math.min(available, widestText),
  };
}

/**
 * Whether the target failed, or the run did before it came to the target. Then endpoints that nothing was sent to say
 * nothing.
 */
const isBroken = ({ warnings }: RunResult, { failure }: TargetResult): boolean =>
  failure !== null || warnings.some(({ code }) => isFailureCode(code));

function formatTarget(
  target: TargetResult,
  isBroken: boolean,
  columns: EndpointColumns,
  style: Style,
): readonly string[] {
  const { failure, endpoints } = target;
  const shown = isBroken ? endpoints.filter(({ requests }) => requests > 0) : endpoints;
  return [
    formatHeading(target, style),
    ...(failure === null ? [] : formatFailure(failure, columns, style)),
    ...mergeUndecided(shown).flatMap((endpoint) => formatEndpoint(endpoint, columns, style)),
    ...target.budgets.flatMap((budget) => formatCheckLines('budget', budget, formatBudget(budget), columns, style)),
    ...target.invariants.flatMap((invariant) =>
      formatCheckLines('invariant', invariant, formatInvariant(invariant), columns, style),
    ),
    ...target.symptoms.flatMap((symptom) => formatSymptomLines(symptom, columns, style)),
    ...formatProcesses(target.processes, style),
    ...formatUnmeasured(target.unmeasured, columns.width, style),
    ...target.warnings.flatMap((warning) => formatWarning(warning, columns, style).map((line) => `  ${line}`)),
  ];
}

/** A failure as lines. Sentences are wrapped, but several lines, such as a target's last output, stay as they are. */
function formatFailure(failure: Warning, { width }: EndpointColumns, style: Style): readonly string[] {
  const [sentences = '', ...others] = toPrintableLines(formatCoded(failure));
  const lines = [...wrapWords(style.text(sentences), width - 2), ...others.map((line) => `  ${style.text(line)}`)];
  return lines.map((line) => `  ${style.paint('failed', line)}`);
}

function formatHeading(target: TargetResult, style: Style): string {
  const expectation = formatExpectation(target);
  const mark = target.expectationMet ? expectation : style.warn(expectation);
  const verdict = style.paint(target.verdict, `${style.symbol[target.verdict]} ${targetWord(target)}`);
  const said = expectation === '' ? verdict : `${verdict}, ${mark}`;
  return `${style.bold(toPrintable(target.name))}  ${said}${style.dim(style.separator + formatDuration(target.durationMs))}`;
}

/** A check with its name and outcome in the colour of the outcome, and its text wrapped. */
function formatCheckLines(
  kind: string,
  { outcome }: { readonly outcome: CheckOutcome },
  text: string,
  { width }: EndpointColumns,
  style: Style,
): readonly string[] {
  const mood = checkMoods[outcome];
  const head = `${style.symbol[mood]} ${kind} ${outcome}`;
  const [first = '', ...rest] = wrapWords(style.text(toPrintable(text)), Math.max(20, width - head.length - 4));
  return [`  ${style.paint(mood, head)}  ${first}`, ...rest.map((line) => `      ${line}`)];
}

/** A symptom: what was seen, what to check, and the queries and settings in full, so that they can be copied. */
function formatSymptomLines(
  { seen, advice, remedies }: Symptom,
  { width }: EndpointColumns,
  style: Style,
): readonly string[] {
  const wrap = (text: string): readonly string[] => wrapWords(style.text(toPrintable(text)), width - 4);
  return [
    ...wrap(`seen: ${seen}`).map((line, index) => `${index === 0 ? '  ' : '    '}${style.warn(line)}`),
    ...wrap(advice).map((line) => `    ${style.dim(line)}`),
    ...remedies.flatMap(({ purpose, text }) => [
      ...wrap(`${purpose}:`).map((line) => `    ${style.dim(line)}`),
      ...toPrintableLines(text).map((line) => `      ${style.text(line)}`),
    ]),
  ];
}

/** One line for each reason, because a target without the agent lacks all that the agent reads. */
function formatUnmeasured(unmeasured: readonly UnmeasuredMetric[], width: number, style: Style): readonly string[] {
  const reasons = [...new Set(unmeasured.map(({ reason }) => reason))];
  return reasons.flatMap((reason) => {
    const metrics = unmeasured.filter((each) => each.reason === reason).map(({ metric }) => metric);
    return wrapWords(style.text(toPrintable(`not measured: ${metrics.join(', ')}, ${reason}`)), width - 4).map(
      (line, index) => style.dim(`${index === 0 ? '  ' : '    '}${line}`),
    );
  });
}

function formatRunWarning(warning: Warning, columns: EndpointColumns, style: Style): readonly string[] {
  return isFailureCode(warning.code) ? formatFailure(warning, columns, style) : formatWarning(warning, columns, style);
}

function formatWarning(warning: Warning, { width }: EndpointColumns, style: Style): readonly string[] {
  const [first = '', ...rest] = wrapWords(
    style.text(toPrintable(formatCoded(warning))),
    Math.max(20, width - 'warning: '.length - 2),
  );
  return [`${style.warn('warning:')} ${first}`, ...rest.map((line) => `  ${line}`)];
}

function formatFiles(directory: string | null, reportFile: string | null, style: Style): readonly string[] {
  if (reportFile !== null) return [`${style.dim('report')}  ${toShortPath(reportFile)}`];
  return directory === null ? [] : [`${style.dim('results')}  ${toShortPath(directory)}`];
}

/** A path to show. It is relative if that is shorter and the file is inside the working folder. */
function toShortPath(file: string): string {
  const relative = path.relative('', file);
  return relative === '' || relative.startsWith('..') ? file : relative;
}

function formatEnding(result: RunResult, { width }: EndpointColumns, style: Style): readonly string[] {
  const [first = '', ...rest] = wrapWords(style.text(toPrintable(formatRunSentence(result))), width);
  const ending = `${formatExpectations(result)} in ${formatDuration(result.durationMs)}`;
  return [
    ...[first, ...rest].map(style.bold),
    ...withAside(ending, `(${formatExitCode(result.exitCode)})`, width, style, moods[result.exitCode]),
  ];
}

/** Puts the aside on the same line if there is room. */
function withAside(text: string, aside: string, width: number, style: Style, mood: Verdict): readonly string[] {
  const painted = style.paint(mood, text);
  if (text.length + 1 + aside.length <= width) return [`${painted} ${style.dim(aside)}`];
  return [painted, ...wrapWords(aside, width).map(style.dim)];
}

/** The last line has the colour of the exit code. */
const moods = {
  0: 'clean',
  1: 'leaking',
  2: 'inconclusive',
  3: 'failed',
  4: 'failed',
  130: 'failed',
} as const satisfies Record<ExitCode, Verdict>;

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
