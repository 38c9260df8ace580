import { confusionTable, scoreCells, scoreOf } from './confusion.js';
import { type NaiveRun, naiveTable } from './naive-table.js';
import type { Outcome } from './outcomes.js';
import { rateTable, wrongRates } from './rate-table.js';
import { goalTable, resourceTable } from './time-table.js';

/** Every run that did not end as labelled, with the harness's own reason. */
function wrongOrDoubtful(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes
    .filter(({ label, verdict }) => verdict !== label)
    .map(({ server, endpoint, label, verdict, metric, advice, requests, seconds }) => {
      const named = metric === null ? '' : ` (${metric})`;
      const effort = `${requests} requests, ${seconds.toFixed(1)} s`;
      return `- \`${server}\` ${endpoint}: is ${label}, was called ${verdict}${named}; ${effort}. ${advice}`.trimEnd();
    });
}

const orNone = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? ['None.'] : lines);

/** Everything that a run over the corpus shows, as Markdown. */
export function formatTables(outcomes: readonly Outcome[], naiveRuns: readonly NaiveRun[]): string {
  const [precision, recall, f1] = scoreCells(scoreOf(outcomes));
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Verdicts', confusionTable(outcomes)],
    ['', [`Precision ${precision}, recall ${recall}, F1 ${f1} (95 % Wilson intervals).`]],
    ['Wrong or inconclusive', orNone(wrongOrDoubtful(outcomes))],
    ['The same recordings under rules written by hand', naiveTable(outcomes, naiveRuns)],
    ['Rates', rateTable(outcomes)],
    ['Rates further off than promised', orNone(wrongRates(outcomes))],
    ['Time to verdict', goalTable(outcomes)],
    ['', resourceTable(outcomes)],
  ];
  return sections.flatMap(([title, lines]) => [...(title === '' ? [] : [`### ${title}`, '']), ...lines, '']).join('\n');
}
