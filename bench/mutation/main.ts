/**
 * What the direct tests of `harness/src/analysis/` notice of changes to it: `npm run test:mutation -- [--folder <name>]
 * [--only mutants|constants] [--skip-loading]`. Stryker changes conditions, operators and calls; it has no changes for numbers, so the constants
 * at the top of files are changed here. Prints a row for each folder as soon as it is known, and the constants that no test
 * holds. Progress goes to stderr; Stryker's reports to reports/mutation/.
 */
import { parseArgs } from 'node:util';
import { type ConstantOutcome, changeConstants } from './change-constants.js';
import { assertFoldersExist, type Folder, folders } from './folders.js';
import { mutateFolder } from './mutate-folder.js';
import { constantsRow, constantsTable, mutantsRow, mutantsTable } from './table.js';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', multiple: true, default: [...folders] },
    only: { type: 'string', default: '' },
    'skip-loading': { type: 'boolean', default: false },
  },
});

assertFoldersExist();

const isFolder = (name: string): name is Folder => folders.some((folder) => folder === name);
const chosen = values.folder.map((name) => {
  if (!isFolder(name)) throw new Error(`--folder ${name}: there are ${folders.join(', ')}.`);
  return name;
});

if (values.only !== 'constants') {
  console.log(mutantsTable);
  for (const folder of chosen) console.log(mutantsRow(mutateFolder(folder, values['skip-loading'])));
}
if (values.only !== 'mutants') {
  console.log(`\n${constantsTable}`);
  const unheld: ConstantOutcome[] = [];
  for (const folder of chosen) {
    const outcomes = await changeConstants(folder, 2);
    console.log(constantsRow(folder, outcomes));
    unheld.push(...outcomes.filter(({ isNoticed }) => !isNoticed));
  }
  console.log('');
  for (const { file, name, from, to } of unheld) console.log(`- ${file} ${name}: ${from} → ${to}`);
}
