import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Ends also when the folder is gone, so that it can outlive nobody. */
const waitScript = `folder=$(dirname "$0")
while [ -d "$folder" ] && [ ! -e "$folder/done" ]; do sleep 0.05; done
`;

/** Where clinic works: raw data, its page, and the script that tells it when to stop. */
export interface ScratchFolder {
  readonly directory: string;
  /** Runs until `finish` is called. */
  readonly waitCommand: string;
  finish(): void;
  /** Synchronous, for the exit guard. */
  remove(): void;
}

const quoted = (file: string): string => (/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`);

/** Creates a scratch folder that only this user can enter. */
export function createScratchFolder(): ScratchFolder {
  const directory = mkdtempSync(path.join(tmpdir(), 'leakline-profile-'));
  const scriptFile = path.join(directory, 'wait.sh');
  writeFileSync(scriptFile, waitScript);
  return {
    directory,
    waitCommand: `sh ${quoted(scriptFile)}`,
    finish: () => writeFileSync(path.join(directory, 'done'), ''),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
