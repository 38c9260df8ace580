import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { RunResult, Warning } from '../../model/result.js';
import { makeFolders } from '../../platform/files/make-folders.js';
import { replaceFile } from '../../platform/files/replace-file.js';
import { toTerminalSafeJson } from '../../platform/text/terminal-safe-json.js';
import { latestNotMoved, outputUnwritable } from '../run-messages.js';

/** The folder and the files of one run. */
export interface RunFolder {
  readonly directory: string;
  readonly recordingFile: string;
  readonly resultFile: string;
  readonly reportFile: string;
}

/** A name like `2026-11-20T13-10-05-123Z`. Such names sort by time and are legal on every file system. */
export const folderName = (startedAt: string): string => startedAt.replaceAll(/[:.]/g, '-');

/** Creates `<output>/<name>`. Where this exists already, adds a number to the name. */
export function createUniqueFolder(output: string, name: string): string {
  for (let attempt = 1; ; attempt++) {
    const directory = path.join(output, attempt === 1 ? name : `${name}-${attempt}`);
    makeFolders(output);
    try {
      mkdirSync(directory);
      return directory;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * Creates `<output>/<start time>`.
 *
 * @throws HarnessError `OUTPUT_UNWRITABLE`
 */
export function createRunFolder(output: string, startedAt: string): RunFolder {
  try {
    const directory = createUniqueFolder(output, folderName(startedAt));
    return {
      directory,
      recordingFile: path.join(directory, 'recording.ndjson'),
      resultFile: path.join(directory, 'result.json'),
      reportFile: path.join(directory, 'report.html'),
    };
  } catch (error) {
    throw outputUnwritable(output, error);
  }
}

/**
 * Points `<output>/latest` at the folder. It does so in one step, so that a reader never finds it missing.
 *
 * @returns false when this fails.
 */
function pointLatestAt(directory: string): boolean {
  const latest = path.join(path.dirname(directory), 'latest');
  const prepared = `${latest}-${process.pid}`;
  try {
    symlinkSync(path.basename(directory), prepared);
    renameSync(prepared, latest);
    return true;
  } catch {
    rmSync(prepared, { force: true });
    return false;
  }
}

function writeWhole(file: string, text: string): void {
  try {
    replaceFile(file, text);
  } catch (error) {
    throw outputUnwritable(file, error);
  }
}

/**
 * Writes `result.json` and makes this run the latest.
 *
 * @returns warnings for the user.
 */
export function writeResult(folder: RunFolder, result: RunResult): readonly Warning[] {
  writeWhole(folder.resultFile, `${toTerminalSafeJson(result, 2)}\n`);
  return pointLatestAt(folder.directory) ? [] : [latestNotMoved(path.dirname(folder.directory))];
}

/** Removes the folder of a run that never began. */
export function discardRunFolder({ directory }: RunFolder): void {
  rmSync(directory, { recursive: true, force: true });
}
