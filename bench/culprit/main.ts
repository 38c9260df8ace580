/**
 * Whether the right line is named: `npm run bench:culprit -- [--only <pattern>] [--budget <seconds>]`. Runs the harness
 * on every leak of the leaky twin and of the corpus whose line is known, and prints a table.
 */
import { parseArgs } from 'node:util';
import { createSharedServices } from 'leakline';
import { knownLeaks } from './expected-lines.js';
import { type Naming, nameCulprit } from './name-culprit.js';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, budget: { type: 'string', default: '60' } },
});

const mark = ({ isFirst, isRight, isAmong }: Naming): string =>
  isFirst ? 'first' : isRight ? 'right, not the labelled one' : isAmong ? 'among them' : 'no';

const row = (naming: Naming): string =>
  `| ${naming.name} | ${naming.verdict} | ${naming.expected} | ${naming.named.slice(0, 3).join(', ') || '–'} | ${naming.certainty} | ${mark(naming)} |`;

const share = (hits: number, total: number): string =>
  `${hits} of ${total} (${total === 0 ? '–' : ((100 * hits) / total).toFixed(0)} %)`;

console.log('| Leak | Verdict | Known line | Named, the likeliest first | Certainty | Right? |');
console.log('|---|---|---|---|---|---|');
const shared = createSharedServices();
const namings: Naming[] = [];
try {
  for (const leak of knownLeaks(new RegExp(values.only))) {
    const naming = await nameCulprit(leak, shared, Number(values.budget));
    namings.push(naming);
    console.log(row(naming));
    for (const warning of naming.warnings) console.error(`  ${warning}`);
  }
} finally {
  await shared.stop();
}

const judged = namings.filter(({ verdict }) => verdict === 'leaking');
const countOf = (isHit: (naming: Naming) => boolean): string => share(judged.filter(isHit).length, judged.length);
console.log(`
Of ${namings.length} leaks ${judged.length} were judged leaking. The labelled line came first in ${countOf(({ isFirst }) => isFirst)}; a line to
mend came first in ${countOf(({ isRight }) => isRight)}, and was among those named in ${countOf(({ isAmong }) => isAmong)}.`);
