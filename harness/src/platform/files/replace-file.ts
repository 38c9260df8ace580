import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a file as a whole, in a folder that exists. Whoever reads it finds the old file or the new one, and never a
 * part of one.
 *
 * @throws the error of Node.js. An earlier file then stays as it was.
 */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
