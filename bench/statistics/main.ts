/**
 * Judges simulated series with Leakline's planner and judge, and with the rules that people write by hand:
 * `npm run bench:statistics -- [--runs <n per series>] [--only <pattern>]`. Prints Markdown.
 */
import { parseArgs } from 'node:util';
import { runSeries } from './run-series.js';
import { allSeries } from './series.js';
import { formatStudy } from './table.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, only: { type: 'string', default: '' } },
});

const chosen = allSeries.filter(({ name }) => new RegExp(values.only).test(name));
const startMs = performance.now();
const outcomes = chosen.map((series) => {
  const outcome = runSeries(series, Number(values.runs));
  process.stderr.write('.');
  return outcome;
});
process.stderr.write(` ${((performance.now() - startMs) / 1000).toFixed(0)} s\n`);
console.log(formatStudy(outcomes));
