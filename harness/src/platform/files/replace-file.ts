import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolders } from './make-folders.js';

/**
 * Writes a file as a whole, with the folders above it: whoever reads it finds the old one or the new one, never half of it.
 *
 * @throws what Node.js says; the file that stood there stays as it was.
 */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    makeFolders(path.dirname(file));
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
