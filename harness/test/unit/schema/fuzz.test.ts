import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { doors, knock } from '../../support/fuzz/doors.js';

/** `npm run bench:faults:fuzz` takes 10,000 of each. */
const runs = 200;

describe('damaged files', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-fuzz-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const door of doors) {
    it(`(${door.name}) are taken, or refused with an error of their own`, async () => {
      const file = path.join(folder, door.fileName);
      const property = fc.asyncProperty(door.contents, async (contents) => {
        await knock(door, file, contents);
      });
      await fc.assert(property, { numRuns: runs });
    });
  }
});
