/**
 * Takes services as people write them from `npm install` to a verdict: `npm run bench:first-hour -- [--only <pattern>]`.
 * For each: its packages, its build, Leakline from a tarball of this checkout, `leakline init --yes` (again with the login where
 * `init` asks for one), one `leakline run`, and a second with more time where the first could not decide.
 * Compares routes, verdicts and exit codes with what is true (`services.ts`). Writes an outcome per line to
 * `reports/first-hour/outcomes.ndjson`, what each service said beside it, and the run of each that is not right;
 * a table at the end.
 * Needs the npm registry. Exit code 1 when any service is not right.
 */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packLeakline } from './pack-leakline.js';
import { runService, type ServiceOutcome } from './run-service.js';
import { services } from './services.js';
import { describeOutcome, formatTable } from './table.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    output: { type: 'string', default: 'reports/first-hour' },
  },
});

const output = path.resolve(values.output);
const only = new RegExp(values.only);
const outcomesFile = path.join(output, 'outcomes.ndjson');
mkdirSync(output, { recursive: true });
writeFileSync(outcomesFile, '');

const packed = mkdtempSync(path.join(tmpdir(), 'first-hour-package-'));
const outcomes: ServiceOutcome[] = [];
try {
  const tarball = packLeakline(packed);
  for (const service of services.filter(({ name }) => only.test(name))) {
    const { outcome, transcript } = await runService(service, tarball, path.join(output, service.name));
    appendFileSync(outcomesFile, `${JSON.stringify(outcome)}\n`);
    writeFileSync(path.join(output, `${service.name}.txt`), transcript);
    console.log(describeOutcome(outcome));
    outcomes.push(outcome);
  }
} finally {
  rmSync(packed, { recursive: true, force: true });
}
console.log(`\n${formatTable(outcomes)}`);
process.exitCode = outcomes.every(({ problems }) => problems.length === 0) ? 0 : 1;
