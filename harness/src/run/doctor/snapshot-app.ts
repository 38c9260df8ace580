/**
 * The program in whose heap snapshots `leakline doctor` looks for what is kept. It writes three snapshots into the
 * folder that it is given, and adds to its `shelf` before each of them.
 */
import path from 'node:path';
import v8 from 'node:v8';

const [folder = ''] = process.argv.slice(2);
const shelf: { readonly book: number }[] = [];

function keep(books: number): void {
  for (let book = 0; book < books; book++) shelf.push({ book });
}

keep(100);
for (const name of ['1', '2', '3']) {
  keep(100);
  v8.writeHeapSnapshot(path.join(folder, `${name}.heapsnapshot`));
}
