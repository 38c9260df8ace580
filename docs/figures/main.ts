/**
 * Draws the figures of docs/method.md and writes its table: `npm run docs:figures`. Runs six real servers with the
 * harness, which takes some two minutes and a half, and draws from the recordings. `-- --from <folder>` draws those of an earlier
 * run (reports/figures) anew and runs nothing.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { censusFigure } from './census-figure.js';
import { connectionsFigure } from './connections-figure.js';
import { floorsFigure } from './floors-figure.js';
import { intervalsFigure } from './intervals-figure.js';
import { readRecordings, recordRuns } from './record-runs.js';
import { svgFile } from './svg.js';
import { togetherFigure } from './together-figure.js';
import { windowsFigure } from './windows-figure.js';
import { windowsTable } from './windows-table.js';

const docs = fileURLToPath(new URL('../', import.meta.url));
const begin = '<!-- windows: begin -->';
const end = '<!-- windows: end -->';

async function writeTable(table: string): Promise<void> {
  const page = path.join(docs, 'method.md');
  const text = await readFile(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`${page} has no "${begin}" … "${end}" to write the table into; put both back.`);
  await writeFile(page, `${text.slice(0, from)}${begin}\n${table}\n${text.slice(to)}`);
}

const { values } = parseArgs({ options: { from: { type: 'string' } } });
const folder = path.resolve(values.from ?? 'reports/figures');
if (values.from === undefined) await recordRuns(folder, (name) => console.log(`running ${name}`));

const recordings = await readRecordings(folder);
const figures = {
  floors: floorsFigure(recordings),
  census: censusFigure(recordings),
  together: togetherFigure(recordings),
  windows: windowsFigure(recordings),
  intervals: intervalsFigure(recordings),
  connections: connectionsFigure(recordings),
};
const images = path.join(docs, 'images', 'method');
await mkdir(images, { recursive: true });
for (const [name, figure] of Object.entries(figures)) {
  const file = path.join(images, `${name}.svg`);
  await writeFile(file, svgFile(figure));
  console.log(path.relative(process.cwd(), file));
}
await writeTable(windowsTable(recordings));
