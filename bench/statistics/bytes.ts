/**
 * Rates of memory at the tolerance and beside it, looked at after each of 60 blocks, and twenty endpoints of them at once:
 * `npm run bench:statistics:bytes -- [--runs <n per row>] [--families <n per row>]
 * [--only <pattern of noises>]`. Prints two tables in Markdown.
 */
import { parseArgs } from 'node:util';
import { studyBytesAtBoundary, studyFamilyOfBytes } from './byte-boundary.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    families: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
  },
});

const only = new RegExp(values.only);
const startMs = performance.now();
const [runs, families] = [Number(values.runs), Number(values.families)];
const tables = [
  ...(runs > 0 ? [studyBytesAtBoundary(runs, only)] : []),
  ...(families > 0 ? [studyFamilyOfBytes(families, only)] : []),
];
process.stderr.write(` ${((performance.now() - startMs) / 1000).toFixed(0)} s\n`);
console.log(tables.join('\n\n'));
