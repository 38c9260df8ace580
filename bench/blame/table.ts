import { heading, row } from '../accuracy/numbers.js';
import type { NamedCulprit } from './judge.js';
import type { MustChange } from './read-labels.js';
import type { LabelOutcome } from './run-label.js';

const columns = ['server', 'kind', 'verdict', 'must change', 'first', 'second', 'certainty of the first', 'right?'];

/** Heading of the table that `formatOutcome` gives the rows of. */
export const tableHeading = [row(...columns), row(...columns.map(() => '---'))].join('\n');

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

const shown = (culprit: NamedCulprit | undefined): string =>
  culprit === undefined
    ? '–'
    : `${culprit.package === null ? '' : `${culprit.package} `}${culprit.file.split('/').slice(-2).join('/')}:${culprit.line}`;

const wanted = (mustChange: MustChange): string =>
  'package' in mustChange ? mustChange.package : mustChange.own.map(({ find }) => code(find)).join(' or ');

const answers = { first: 'first', second: 'among the first two', no: 'no' };

/** One server as a row. */
export function formatOutcome({ label, verdict, culprits, right }: LabelOutcome): string {
  const { server, kind, mustChange } = label;
  const [first, second] = culprits;
  const certainty = first?.certainty ?? '–';
  return row(server, kind, verdict, wanted(mustChange), shown(first), shown(second), certainty, answers[right]);
}

const share = (hits: number, total: number): string =>
  `${hits} of ${total} (${total === 0 ? '–' : ((100 * hits) / total).toFixed(0)} %)`;

function totals([set, outcomes]: readonly [string, readonly LabelOutcome[]]): string {
  const leaking = outcomes.filter(({ verdict }) => verdict === 'leaking');
  const first = leaking.filter(({ right }) => right === 'first').length;
  const amongTwo = leaking.filter(({ right }) => right !== 'no').length;
  const wronglyCertain = outcomes.filter(({ isWronglyCertain }) => isWronglyCertain).length;
  const longestMs = Math.max(0, ...outcomes.map(({ diagnoseMs }) => diagnoseMs));
  return row(
    set,
    share(leaking.length, outcomes.length),
    share(first, leaking.length),
    share(amongTwo, leaking.length),
    wronglyCertain,
    (longestMs / 1000).toFixed(1),
  );
}

/** A row for each set, and one for all of them. Shares of what is right are of the servers that were judged leaking. */
export function formatTotals(sets: readonly (readonly [string, readonly LabelOutcome[]])[]): string {
  const all = ['all', sets.flatMap(([, outcomes]) => outcomes)] as const;
  const names = ['judged leaking', 'first', 'among two', 'wrong with `certain`', 'longest diagnose pass, s'];
  return [...heading('set', ...names), ...[...sets, ...(sets.length > 1 ? [all] : [])].map(totals)].join('\n');
}
