import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryPath, temporaryUnwritable } from '../platform/files/temporary-folder.js';
import { type Watchdog, watchFolder } from '../platform/processes/watchdog.js';

/** The script also ends when its folder is gone, so that it never outlives the run. */
const waitScript = `folder=$(dirname "$0")
while [ -d "$folder" ] && [ ! -e "$folder/done" ]; do sleep 0.05; done
`;

/** The folder in which clinic works. It holds the raw data, the page, and the script that tells clinic when to stop. */
export interface ScratchFolder {
  readonly directory: string;
  /** A command that runs until `finish` is called. */
  readonly waitCommand: string;
  finish(): void;
  /** Removes the folder. It is synchronous, because the exit guard calls it. */
  remove(): void;
}

const quoted = (file: string): string => (/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`);

const scriptName = 'wait.sh';

function makeDirectory(directory: string, watchdog: Watchdog): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
    writeFileSync(path.join(directory, scriptName), waitScript);
  } catch (cause) {
    rmSync(directory, { recursive: true, force: true });
    void watchdog.release();
    throw temporaryUnwritable(path.dirname(directory), 'the raw data of clinic', cause);
  }
}

/** Creates a scratch folder that only this user can enter. */
export function createScratchFolder(): ScratchFolder {
  const directory = temporaryPath('leakline-profile-');
  const watchdog = watchFolder(directory);
  makeDirectory(directory, watchdog);
  const scriptFile = path.join(directory, scriptName);
  return {
    directory,
    waitCommand: `sh ${quoted(scriptFile)}`,
    finish: () => writeFileSync(path.join(directory, 'done'), ''),
    remove: () => {
      rmSync(directory, { recursive: true, force: true });
      void watchdog.release();
    },
  };
}
