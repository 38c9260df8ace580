/**
 * Runs the harness over the labelled corpus: `npm run bench:accuracy -- [--only <pattern>] [--repeats <n>] [--budget <s>]`.
 * Writes an outcome per line to `reports/accuracy/outcomes.ndjson` as they come, and a table at the end.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createSharedServices } from 'leakline';
import { judgeServer, type Outcome } from './judge-server.js';
import { readLabels } from './labels.js';
import { formatTable } from './table.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    repeats: { type: 'string', default: '1' },
    budget: { type: 'string', default: '60' },
    output: { type: 'string', default: 'reports/accuracy' },
  },
});

const output = path.resolve(values.output);
const outcomesFile = path.join(output, 'outcomes.ndjson');
mkdirSync(output, { recursive: true });
writeFileSync(outcomesFile, '');

const describe = ({
  server,
  endpoint,
  label,
  verdict,
  metric,
  rate,
  expectedRate,
  seconds,
  requests,
  advice,
}: Outcome): string => {
  const mark = verdict === label ? 'ok  ' : verdict === 'inconclusive' ? '?   ' : 'MISS';
  const growth = rate === null ? '' : ` ${metric ?? ''} ${rate.toPrecision(4)} (known ${expectedRate ?? '-'})`;
  return `${mark} ${seconds.toFixed(1).padStart(5)} s ${String(requests).padStart(6)} ${server} ${endpoint}: ${label} -> ${verdict}${growth} ${advice}`;
};

const shared = createSharedServices();
const outcomes: Outcome[] = [];
try {
  for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
    for (const labelled of readLabels(new RegExp(values.only))) {
      const outcome = await judgeServer(labelled, shared, output, Number(values.budget));
      outcomes.push(outcome);
      appendFileSync(outcomesFile, `${JSON.stringify(outcome)}\n`);
      console.log(describe(outcome));
    }
  }
} finally {
  await shared.stop();
}
console.log(formatTable(outcomes));
