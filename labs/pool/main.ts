/**
 * A real `pg.Pool` against a real PostgreSQL, measured and drawn: `npm run lab:pool`. Prints a table and writes
 * `reports/labs/pool/index.html` and `result.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { renderPage } from './page/render-page.js';
import { fullScale, runLab } from './run-lab.js';
import { formatResult } from './text-table.js';

const { values } = parseArgs({ options: { output: { type: 'string', default: 'reports/labs/pool' } } });

/** Thousandths of a millisecond say nothing, and fill the file. */
const roundNumber = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(3)) : value;

const result = await runLab(fullScale, (line) => console.error(line));
const output = path.resolve(values.output);
mkdirSync(output, { recursive: true });
writeFileSync(path.join(output, 'result.json'), `${JSON.stringify(result, roundNumber)}\n`);
writeFileSync(path.join(output, 'index.html'), renderPage(result));
console.log(formatResult(result));
console.error(`\n${path.join(output, 'index.html')}`);
