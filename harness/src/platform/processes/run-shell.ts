import { createProcessMark } from './process-mark.js';
import { type ProgramResult, runProgram } from './run-program.js';
import { watchProcesses } from './watchdog.js';

/** A server gets as long to answer an observer. */
const timeoutMs = 10_000;

/** Runs a command line of the user with `sh`. Processes that it leaves behind are ended. */
export function runShell(
  command: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ProgramResult> {
  const mark = createProcessMark();
  const watchdog = watchProcesses(mark);
  const options = { signal, env: { ...environment, ...mark.environment }, timeoutMs, mark };
  return runProgram('sh', ['-c', command], options).finally(watchdog.release);
}

/** The last line of what a command printed. It holds the answer. */
export const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
