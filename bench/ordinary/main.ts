/**
 * Runs the harness on services as people have them: `npm run bench:ordinary -- [--only <pattern>] [--budget <s>] [--steady]`.
 * Settings are those that Leakline has by itself. Writes an outcome per line to `reports/ordinary/outcomes.ndjson` as they
 * come, and prints a table at the end. The packages of the services are installed here at the first run.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createSharedServices } from 'leakline';
import type { Outcome } from './outcome.js';
import { compileNestShop, installPackages } from './prepare.js';
import { type Row, rows } from './rows.js';
import { runRow } from './run-row.js';
import { describeOutcome, formatTable } from './table.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    budget: { type: 'string' },
    steady: { type: 'boolean', default: false },
    output: { type: 'string', default: 'reports/ordinary' },
  },
});

/** Runs every row, and writes each outcome down as it comes. */
async function runRows(wanted: readonly Row[], output: string): Promise<readonly Outcome[]> {
  const outcomesFile = path.join(output, 'outcomes.ndjson');
  mkdirSync(output, { recursive: true });
  writeFileSync(outcomesFile, '');
  const budgetSeconds = values.budget === undefined ? null : Number(values.budget);
  const shared = createSharedServices();
  const outcomes: Outcome[] = [];
  try {
    for (const row of wanted) {
      const outcome = await runRow(row, shared, { output, budgetSeconds, steady: values.steady });
      appendFileSync(outcomesFile, `${JSON.stringify(outcome)}\n`);
      console.log(describeOutcome(outcome));
      outcomes.push(outcome);
    }
  } finally {
    await shared.stop();
  }
  return outcomes;
}

const only = new RegExp(values.only);
installPackages();
compileNestShop();
const outcomes = await runRows(
  rows.filter(({ name }) => only.test(name)),
  path.resolve(values.output),
);
console.log(`\n${formatTable(outcomes)}`);
