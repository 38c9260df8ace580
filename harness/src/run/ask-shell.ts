import type { AskedNumber } from '../model/invariant.js';
import { createProcessMark } from '../platform/process-mark.js';
import { maskPatterns } from '../platform/secrets/patterns.js';
import { watchProcesses } from '../platform/watchdog.js';
import { asNumber } from '../services/as-number.js';
import { runCommand } from '../services/run-command.js';

/** As long as a server gets to answer an observer. */
const timeoutMs = 10_000;

/** Runs a command line with `sh` and reads the number in the last line of what it prints. */
export async function askShell(
  command: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<AskedNumber> {
  const mark = createProcessMark();
  const watchdog = watchProcesses(mark);
  const options = { signal, env: { ...environment, ...mark.environment }, timeoutMs, mark };
  const { exitCode, how, output, stdout } = await runCommand('sh', ['-c', command], options).finally(watchdog.release);
  const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
  if (exitCode === 0) return asNumber(lastLine(stdout));
  return {
    kind: 'problem',
    problem: `the command ${how} (${maskPatterns(lastLine(output)) || 'without output'})`,
  };
}
