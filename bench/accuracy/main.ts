/**
 * Runs the harness over the labelled corpus: `npm run bench:accuracy -- [--only <pattern>] [--repeats <n>] [--budget <s>]`,
 * with `--python` over the one of Python servers.
 * `--label clean` takes the clean endpoints alone; `--busy 4` runs as many busy processes beside it.
 * Writes an outcome per line to `reports/accuracy/outcomes.ndjson` as they come, and tables at the end.
 * `--from <outcomes.ndjson>` makes the tables of a finished run anew, from its outcomes and recordings, and runs nothing.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createSharedServices } from 'leakline';
import { startBusyProcesses } from './busy-processes.js';
import { judgeServer } from './judge-server.js';
import { type LabelledServer, readLabels } from './labels.js';
import { judgeNaively, type NaiveRun } from './naive-table.js';
import { type Outcome, readOutcomes } from './outcomes.js';
import { formatTables } from './table.js';

const { values } = parseArgs({
  options: {
    python: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    label: { type: 'string' },
    busy: { type: 'string', default: '0' },
    repeats: { type: 'string', default: '1' },
    budget: { type: 'string', default: '60' },
    output: { type: 'string', default: 'reports/accuracy' },
    from: { type: 'string' },
  },
});

function describe(outcome: Outcome): string {
  const { server, endpoint, label, verdict, metric, rate, expectedRate, seconds, requests, advice } = outcome;
  const mark = verdict === label ? 'ok  ' : verdict === 'inconclusive' ? '?   ' : 'MISS';
  const growth = rate === null ? '' : ` ${metric ?? ''} ${rate.toPrecision(4)} (known ${expectedRate ?? '-'})`;
  return `${mark} ${seconds.toFixed(1).padStart(5)} s ${String(requests).padStart(6)} ${server} ${endpoint}: ${label} -> ${verdict}${growth} ${advice}`;
}

/** Runs every server as often as asked, and writes each outcome down as it comes. */
async function runCorpus(labels: readonly LabelledServer[], outcomesFile: string): Promise<void> {
  const output = path.dirname(outcomesFile);
  mkdirSync(output, { recursive: true });
  writeFileSync(outcomesFile, '');
  const shared = createSharedServices();
  const busy = startBusyProcesses(Number(values.busy));
  try {
    for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
      for (const labelled of labels) {
        const outcome = await judgeServer(labelled, shared, output, Number(values.budget));
        appendFileSync(outcomesFile, `${JSON.stringify(outcome)}\n`);
        console.log(describe(outcome));
      }
    }
  } finally {
    busy.stop();
    await shared.stop();
  }
}

const labels = readLabels(values.python ? 'python' : 'node', new RegExp(values.only)).filter(
  ({ label }) => values.label === undefined || label === values.label,
);
const outcomesFile = path.resolve(values.from ?? path.join(values.output, 'outcomes.ndjson'));
if (values.from === undefined) await runCorpus(labels, outcomesFile);
const outcomes = readOutcomes(outcomesFile, labels);
const naiveRuns: NaiveRun[] = [];
// One recording at a time: together they would not fit into memory.
for (const outcome of outcomes) naiveRuns.push(await judgeNaively(outcome));
console.log(`\n${formatTables(outcomes, naiveRuns)}`);
