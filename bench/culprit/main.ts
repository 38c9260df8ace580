/**
 * Whether the right line is named: `npm run bench:culprit -- [--only <pattern>] [--budget <seconds>] [--always] [--clean]
 * [--python]`. Runs the harness on every leak of the leaky twin and of the corpus whose line is known, and prints a table;
 * with `--clean` on every clean endpoint of the corpus with `--diagnose=always`, where no line may be named. `--python`
 * takes the corpus of Python servers.
 */
import { parseArgs } from 'node:util';
import { createSharedServices, type SharedServices } from 'leakline';
import { cleanServers, knownLeaks, type Language } from './expected-lines.js';
import { blameClean, type Naming, nameCulprit } from './name-culprit.js';

const { values } = parseArgs({
  options: {
    python: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    budget: { type: 'string', default: '60' },
    always: { type: 'boolean', default: false },
    clean: { type: 'boolean', default: false },
  },
});

const language: Language = values.python ? 'python' : 'node';

const mark = ({ isFirst, isRight, isAmong }: Naming): string =>
  isFirst ? 'first' : isRight ? 'right, not the labelled one' : isAmong ? 'among them' : 'no';

const row = (naming: Naming): string =>
  `| ${naming.name} | ${naming.verdict} | ${naming.expected} | ${naming.named.slice(0, 3).join(', ') || '–'} | ${naming.certainty} | ${mark(naming)} |`;

const share = (hits: number, total: number): string =>
  `${hits} of ${total} (${total === 0 ? '–' : ((100 * hits) / total).toFixed(0)} %)`;

async function benchLeaks(shared: SharedServices): Promise<void> {
  console.log('| Leak | Verdict | Known line | Named, the likeliest first | Certainty | Right? |');
  console.log('|---|---|---|---|---|---|');
  const namings: Naming[] = [];
  for (const leak of knownLeaks(language, new RegExp(values.only))) {
    const naming = await nameCulprit(leak, shared, Number(values.budget), values.always ? 'always' : 'auto');
    namings.push(naming);
    console.log(row(naming));
    for (const warning of naming.warnings) console.error(`  ${warning}`);
  }
  const judged = namings.filter(({ verdict }) => verdict === 'leaking');
  const inPackages = judged.filter(({ dependency }) => dependency !== null);
  const countOf = (isHit: (naming: Naming) => boolean, among = judged): string =>
    share(among.filter(isHit).length, among.length);
  console.log(`
Of ${namings.length} leaks ${judged.length} were judged leaking. The labelled line came first in ${countOf(({ isFirst }) => isFirst)}; a line to
mend came first in ${countOf(({ isRight }) => isRight)}, and was among those named in ${countOf(({ isAmong }) => isAmong)}.
Of leaks inside a dependency the package, its line and the own call came first in ${countOf(({ isFirst }) => isFirst, inPackages)}.`);
}

async function benchClean(shared: SharedServices): Promise<void> {
  let [clean, accused] = [0, 0];
  const servers = cleanServers(language, new RegExp(values.only));
  for (const server of servers) {
    const { verdict, blamed } = await blameClean(server, shared, Number(values.budget));
    clean += verdict === 'clean' ? 1 : 0;
    accused += blamed.length > 0 ? 1 : 0;
    if (verdict !== 'clean' || blamed.length > 0)
      console.log(`${server.name}: ${verdict}, ${blamed.join(', ') || 'nobody'}`);
  }
  console.log(
    `Of ${servers.length} clean endpoints, with --diagnose=always, ${clean} were judged clean; a culprit was named for ${accused}.`,
  );
}

const shared = createSharedServices();
try {
  await (values.clean ? benchClean(shared) : benchLeaks(shared));
} finally {
  await shared.stop();
}
