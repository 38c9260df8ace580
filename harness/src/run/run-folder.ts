import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunResult } from '../model/result.js';
import { outputUnwritable } from './run-messages.js';

/** Where one run's files go. */
export interface RunFolder {
  readonly directory: string;
  readonly recordingFile: string;
  readonly resultFile: string;
  readonly reportFile: string;
}

/** `2026-11-20T13-10-05-123Z`: sorts by time, and is a legal name on every file system. */
const folderName = (startedAt: string): string => startedAt.replaceAll(/[:.]/g, '-');

function createUniqueFolder(output: string, name: string): string {
  for (let attempt = 1; ; attempt++) {
    const directory = path.join(output, attempt === 1 ? name : `${name}-${attempt}`);
    mkdirSync(output, { recursive: true });
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

/** Points `<output>/latest` at the folder, in one step so that a reader never finds it missing. */
function pointLatestAt(directory: string): void {
  const latest = path.join(path.dirname(directory), 'latest');
  const prepared = `${latest}-${process.pid}`;
  try {
    symlinkSync(path.basename(directory), prepared);
    renameSync(prepared, latest);
  } catch {
    // A folder named `latest`, or a file system without links: the run itself is complete without it.
    rmSync(prepared, { force: true });
  }
}

/** Writes `result.json` and makes this run the latest. */
export function writeResult(folder: RunFolder, result: RunResult): void {
  try {
    writeFileSync(folder.resultFile, `${JSON.stringify(result, null, 2)}\n`);
  } catch (error) {
    throw outputUnwritable(folder.resultFile, error);
  }
  pointLatestAt(folder.directory);
}
