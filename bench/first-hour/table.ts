import { heading, row } from '../accuracy/numbers.js';
import type { ServiceOutcome } from './run-service.js';

const steps = ['install', 'build', 'leakline', 'init', 'login', 'run', 'again'] as const;

const line = ({ name, problems, secondsByStep }: ServiceOutcome): string =>
  row(
    name,
    ...steps.map((step) => secondsByStep[step]?.toFixed(1) ?? '–'),
    problems.length === 0 ? 'right' : `${problems.length} wrong`,
  );

/** A row for each service with the seconds of each step, as Markdown, and how many were right. */
export function formatTable(outcomes: readonly ServiceOutcome[]): string {
  const right = outcomes.filter(({ problems }) => problems.length === 0).length;
  return [
    ...heading('service', ...steps.map((step) => `${step} s`), 'judgement'),
    ...outcomes.map(line),
    '',
    `${right} right, ${outcomes.length - right} wrong`,
  ].join('\n');
}

/** One service as text, with what was not as it should be. */
export function describeOutcome({ name, problems }: ServiceOutcome): string {
  return [`${problems.length === 0 ? 'right' : 'wrong'}  ${name}`, ...problems.map((problem) => `  ${problem}`)].join(
    '\n',
  );
}
