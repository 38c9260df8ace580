/**
 * Damaged recordings, results, configurations and baselines: each is taken, or refused with its own error. Prints how many
 * of each, and the seed that makes the same files again.
 *
 *   npm run bench:faults:fuzz -- --seed 7 --runs 1000
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { doors, knock } from '../../harness/test/support/fuzz/doors.js';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string' }, only: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const runs = Number(values.runs ?? 10_000);

/** fast-check keeps every file of a check in memory; each chunk has the next seed. */
const chunkRuns = 100;

async function checkInChunks(property: fc.IAsyncProperty<[Buffer]>): Promise<fc.RunDetails<[Buffer]> | null> {
  for (let done = 0; done < runs; done += chunkRuns) {
    const numRuns = Math.min(chunkRuns, runs - done);
    const details = await fc.check(property, { seed: seed + done / chunkRuns, numRuns, endOnFailure: true });
    if (details.failed) return details;
  }
  return null;
}

const folder = mkdtempSync(path.join(tmpdir(), 'leakline-fuzz-'));
console.log(`seed ${seed}, ${runs} files of each kind`);
for (const door of doors.filter(({ name }) => values.only === undefined || name === values.only)) {
  const counts = { taken: 0, refused: 0 };
  const file = path.join(folder, door.fileName);
  const property = fc.asyncProperty(door.contents, async (contents) => {
    counts[await knock(door, file, contents)] += 1;
  });
  const startedMs = performance.now();
  const failed = await checkInChunks(property);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  console.log(
    `${door.name}: ${counts.taken} taken, ${counts.refused} refused, ${failed === null ? 0 : 1} failed, ${seconds} s`,
  );
  if (failed === null) continue;
  process.exitCode = 1;
  console.log(`seed ${failed.seed}`, failed.errorInstance);
  console.log(String(failed.counterexample?.[0]).slice(0, 2_000));
}
rmSync(folder, { recursive: true });
