/**
 * Judges simulated series with Leakline's planner and judge, and with the rules that people write by hand:
 * `npm run bench:statistics -- [--runs <n per series>] [--only <pattern>] [--boundary <n per rate>]`. Prints
 * Markdown: the two tables of series, and one of leaks at the tolerance itself; each can be left out (`--only nothing`,
 * `--boundary 0`).
 */
import { parseArgs } from 'node:util';
import { formatBoundary, studyBoundary } from './boundary.js';
import { runSeries } from './run-series.js';
import { allSeries } from './series.js';
import { formatStudy } from './table.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
    boundary: { type: 'string', default: '500' },
  },
});

const chosen = allSeries.filter(({ name }) => new RegExp(values.only).test(name));
const startMs = performance.now();
const outcomes = chosen.map((series) => {
  const outcome = runSeries(series, Number(values.runs));
  process.stderr.write('.');
  return outcome;
});
process.stderr.write(` ${((performance.now() - startMs) / 1000).toFixed(0)} s\n`);
if (outcomes.length > 0) console.log(formatStudy(outcomes));
const perRate = Number(values.boundary);
if (perRate > 0) console.log(`\n${formatBoundary([0.9, 1, 1.1].map((rate) => studyBoundary(rate, perRate)))}`);
