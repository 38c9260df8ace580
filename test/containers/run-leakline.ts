import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunResult } from '../../harness/src/model/result.js';
import { type Ending, runTracked } from './run-tracked.js';
import { currentSession } from './session.js';

const program = path.join(import.meta.dirname, '../../harness/bin/leakline.js');

export interface LeaklineRun extends Ending {
  readonly result: RunResult;
  /** What it left where it was to make its temporary folders. */
  readonly leftInTemporaryFolder: readonly string[];
  /** The lines of its recording. */
  readonly recording: readonly Readonly<Record<string, unknown>>[];
}

/** Runs Leakline on a configuration. The engine and the variables are those of the session. */
export async function runLeakline(
  config: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>> = {},
): Promise<LeaklineRun> {
  const session = currentSession();
  const folder = mkdtempSync(path.join(session.folder, 'run-'));
  const temporary = mkdtempSync(path.join(session.folder, 't'));
  const file = path.join(folder, 'leakline.config.mjs');
  writeFileSync(file, `export default ${JSON.stringify(config)};\n`);
  const command = [process.execPath, program, 'run', '--config', file] as const;
  const ending = await runTracked(session, command, {
    cwd: folder,
    env: { ...session.engine.environment, NO_COLOR: '1', TMPDIR: temporary, ...env },
  });
  const read = (name: string): string => readFileSync(path.join(folder, 'reports/latest', name), 'utf8');
  const lines = read('recording.ndjson')
    .split('\n')
    .filter((line) => line !== '');
  return {
    ...ending,
    leftInTemporaryFolder: readdirSync(temporary),
    result: JSON.parse(read('result.json')) as RunResult,
    recording: lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
  };
}

/** Starts Leakline and does not wait for it. */
export function startLeakline(
  config: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const session = currentSession();
  const folder = mkdtempSync(path.join(session.folder, 'run-'));
  const file = path.join(folder, 'leakline.config.mjs');
  writeFileSync(file, `export default ${JSON.stringify(config)};\n`);
  const child = spawn(process.execPath, [program, 'run', '--config', file], {
    cwd: folder,
    env: { ...process.env, ...session.engine.environment, TMPDIR: folder, ...env },
    stdio: 'ignore',
    detached: true,
  });
  // It is taken down with the session, where the test does not get that far.
  if (child.pid !== undefined) session.tell('started', child.pid);
  child.once('exit', () => session.tell('ended', child.pid ?? 0));
  return child;
}

/** The verdict of each endpoint of the first target. */
export const verdictsOf = ({ result }: LeaklineRun): Readonly<Record<string, string>> =>
  Object.fromEntries(result.targets[0]?.endpoints.map(({ id, verdict }) => [id, verdict]) ?? []);

/** The place that the first finding of an endpoint blames, as `file:line`; null for none. */
export function blamedAt({ result }: LeaklineRun, endpoint: string, target = 0): string | null {
  const found = result.targets[target]?.endpoints.find(({ id }) => id === endpoint);
  const [culprit] = found?.findings[0]?.culprits ?? [];
  return culprit === undefined ? null : `${culprit.file}:${culprit.line}`;
}
