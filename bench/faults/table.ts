import { heading, row } from '../accuracy/numbers.js';
import type { CaseOutcome, Judgement } from './judge-case.js';

const judgements: readonly Judgement[] = ['right', 'undecided', 'wrong', 'hanging', 'untyped', 'left behind', 'secret'];

function groupRow(title: string, outcomes: readonly CaseOutcome[]): string {
  const counts = judgements.map((wanted) => outcomes.filter(({ judgement }) => judgement === wanted).length);
  const longest = Math.max(0, ...outcomes.map(({ seconds }) => seconds));
  return row(title, outcomes.length, ...counts, longest.toFixed(1));
}

/** A row for each group, and one for all, as Markdown. */
export function formatTable(outcomes: readonly CaseOutcome[]): string {
  const titles = [...new Set(outcomes.map(({ group }) => group))];
  return [
    ...heading('faults', 'cases', ...judgements, 'longest s'),
    ...titles.map((title) =>
      groupRow(
        title,
        outcomes.filter(({ group }) => group === title),
      ),
    ),
    groupRow('all', outcomes),
  ].join('\n');
}

/** One case as text, with what was not as it should be. */
export function describeOutcome({ group, name, judgement, seconds, exit, details }: CaseOutcome): string {
  const line = `${judgement.padEnd(11)} ${seconds.toFixed(1).padStart(5)} s  exit ${exit}  ${group}: ${name}`;
  return [line, ...details.map((detail) => `    ${detail}`)].join('\n');
}
