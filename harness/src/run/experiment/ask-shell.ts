import type { AskedNumber } from '../../model/invariant.js';
import { lastLine, runShell } from '../../platform/processes/run-shell.js';
import { maskPatterns } from '../../platform/secrets/patterns.js';
import { asNumber } from '../../services/as-number.js';

/** Runs a command line with `sh` and reads the number in the last line of what it prints. */
export async function askShell(
  command: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<AskedNumber> {
  const { exitCode, how, output, stdout } = await runShell(command, environment, signal);
  if (exitCode === 0) return asNumber(lastLine(stdout));
  return {
    kind: 'problem',
    problem: `the command ${how} (${maskPatterns(lastLine(output)) || 'without output'})`,
  };
}
