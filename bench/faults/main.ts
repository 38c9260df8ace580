/**
 * Runs Leakline into faults, and looks how it ends: `npm run bench:faults -- [--only <pattern>] [--jobs <n>]`.
 * `--busy 4` runs the cases in which a leak, or that there is none, has to be told, beside as many busy processes; those that
 * come to no verdict in their budget (BUDGET_SECONDS, 30 by default) are counted apart then. Writes an outcome per line to
 * `reports/faults/outcomes.ndjson` and what the cases that were not right said beside it; a table at the end.
 * Exit code 1 when any case is not right.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startBusyProcesses } from '../accuracy/busy-processes.js';
import { isDetection } from './fault-case.js';
import { faultGroups } from './fault-groups.js';
import type { CaseOutcome } from './judge-case.js';
import { type CaseReport, runCase } from './run-case.js';
import { describeOutcome, formatTable } from './table.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: '2' },
    busy: { type: 'string', default: '0' },
    output: { type: 'string', default: 'reports/faults' },
  },
});

const output = path.resolve(values.output);
const busyCount = Number(values.busy);
const only = new RegExp(values.only, 'i');

const wanted = faultGroups.flatMap(({ title, cases }) =>
  cases
    .filter((faultCase) => only.test(`${title}: ${faultCase.name}`) && (busyCount === 0 || isDetection(faultCase)))
    .map((faultCase) => ({ title, faultCase })),
);

function writeDown({ outcome, stdout, stderr }: CaseReport): void {
  appendFileSync(path.join(output, 'outcomes.ndjson'), `${JSON.stringify(outcome)}\n`);
  console.log(describeOutcome(outcome));
  if (outcome.judgement === 'right') return;
  const name = `${outcome.group} ${outcome.name}`.replace(/[^\w]+/g, '-').slice(0, 100);
  writeFileSync(
    path.join(output, `${name}.txt`),
    `${describeOutcome(outcome)}\n--- stdout\n${stdout}\n--- stderr\n${stderr}\n`,
  );
}

/** Takes one case after the other until none is left. */
async function work(outcomes: CaseOutcome[]): Promise<void> {
  for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
    const report = await runCase(next.title, next.faultCase, { mayBeUndecided: busyCount > 0 });
    writeDown(report);
    outcomes.push(report.outcome);
  }
}

mkdirSync(output, { recursive: true });
writeFileSync(path.join(output, 'outcomes.ndjson'), '');
const outcomes: CaseOutcome[] = [];
const busy = startBusyProcesses(busyCount);
try {
  await Promise.all(Array.from({ length: Number(values.jobs) }, () => work(outcomes)));
} finally {
  busy.stop();
}
console.log(`\n${formatTable(outcomes)}`);
process.exitCode = outcomes.every(({ judgement }) => judgement === 'right' || judgement === 'undecided') ? 0 : 1;
