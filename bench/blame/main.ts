/**
 * Whether who must change is named: `npm run bench:blame -- [--set <name>] [--only <pattern>] [--budget <seconds>] [--always]
 * [--folder <path of another set>]`. Runs the harness on every labelled server, and prints a table of each set and totals.
 * Progress goes to stderr. Sets are installed at the first run, which needs the npm registry.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createSharedServices, type SharedServices } from 'leakline';
import { prepareSet } from './prepare.js';
import { readLabels } from './read-labels.js';
import { type LabelOutcome, type RunSettings, runLabel } from './run-label.js';
import { formatOutcome, formatTotals, tableHeading } from './table.js';

/** The rules were worked on with these. */
const knownSets = ['written', 'misuse', 'published'];
/** Run by name alone, so that nobody works on the rules with them. */
const blindSets = ['blind-1', 'blind-2'];
const setNames = [...knownSets, ...blindSets];

const { values } = parseArgs({
  options: {
    set: { type: 'string', multiple: true, default: knownSets },
    only: { type: 'string', default: '' },
    budget: { type: 'string', default: '60' },
    always: { type: 'boolean', default: false },
    folder: { type: 'string' },
  },
});

function wantedSets(): readonly string[] {
  if (values.folder !== undefined) return [path.resolve(values.folder)];
  const unknown = values.set.find((name) => !setNames.includes(name));
  if (unknown !== undefined) throw new Error(`--set ${unknown}: there are ${setNames.join(', ')}.`);
  return values.set.map((name) => path.join(import.meta.dirname, 'sets', name));
}

/** A set that cannot be installed leaves the others as they are. */
function tryPrepare(set: string): string | null {
  try {
    return prepareSet(set);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    return null;
  }
}

async function benchSet(set: string, shared: SharedServices, settings: RunSettings): Promise<readonly LabelOutcome[]> {
  const only = new RegExp(values.only);
  const labels = readLabels(set).filter(({ server }) => only.test(server));
  const outcomes: LabelOutcome[] = [];
  if (labels.length === 0) return outcomes;
  console.error(`${path.basename(set)}: getting its packages ready`);
  const folder = tryPrepare(set);
  if (folder === null) return outcomes;
  console.log(`\n## ${path.basename(set)}\n\n${tableHeading}`);
  for (const [index, label] of labels.entries()) {
    console.error(`${path.basename(set)} ${index + 1}/${labels.length}: ${label.server}`);
    const outcome = await runLabel(label, folder, shared, settings);
    console.log(formatOutcome(outcome));
    for (const complaint of outcome.complaints) console.error(`  ${complaint}`);
    outcomes.push(outcome);
  }
  return outcomes;
}

const settings: RunSettings = { budgetSeconds: Number(values.budget), diagnose: values.always ? 'always' : 'auto' };
const shared = createSharedServices();
const benched: (readonly [string, readonly LabelOutcome[]])[] = [];
try {
  for (const set of wantedSets()) benched.push([path.basename(set), await benchSet(set, shared, settings)]);
} finally {
  await shared.stop();
}
console.log(`\n${formatTotals(benched.filter(([, outcomes]) => outcomes.length > 0))}`);
