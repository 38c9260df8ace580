import { existsSync } from 'node:fs';
import type { PrepareStep, SpawnLaunch } from '../../config/resolved-config.js';
import type { RunningService } from '../../model/service.js';
import { createProcessMark } from '../../platform/processes/process-mark.js';
import { runProgram } from '../../platform/processes/run-program.js';
import { watchProcesses } from '../../platform/processes/watchdog.js';
import { choosePort } from '../../target/port.js';
import type { RunContext } from '../run-context.js';
import { prepareFailed } from '../run-messages.js';
import { commandLine } from './command-line.js';
import { targetEnvironment } from './target-environment.js';

/** Runs the step and ends what it leaves running. Rejects unless it ended with code 0. */
async function runStep(
  name: string,
  { command, timeoutMs }: PrepareStep,
  cwd: string,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const line = commandLine(command);
  if (!existsSync(cwd)) throw prepareFailed(name, line, `could not be started, because there is no folder ${cwd}`, '');
  const mark = createProcessMark();
  const watchdog = watchProcesses(mark);
  const options = { signal, cwd, env: { ...env, ...mark.environment }, timeoutMs, mark };
  const { exitCode, timedOut, how, output } = await runProgram('/bin/sh', ['-c', line], options).finally(
    watchdog.release,
  );
  if (exitCode !== 0 || timedOut) throw prepareFailed(name, line, how, output, timedOut);
}

/** The port if it is still free; null if somebody took it while the step ran. */
const stillFree = (name: string, port: number): Promise<number | null> => choosePort(name, port).catch(() => null);

/**
 * Does what has to be done before a target is started. It is done once for each state of its database: before the
 * experiment, and not again before the pass that looks for lines, which uses what the experiment left.
 *
 * @returns the port to give to the target; null for any free port.
 * @throws HarnessError `PREPARE_FAILED`
 */
export async function prepareTarget(
  context: RunContext,
  name: string,
  { prepare, port: wanted, cwd, env: configured }: SpawnLaunch,
  services: readonly RunningService[],
): Promise<number | null> {
  if (prepare === null) return wanted;
  const port = await choosePort(name, wanted);
  const startMs = context.elapsedMs();
  context.emit({ type: 'target-preparing', target: name, command: commandLine(prepare.command) });
  const { env, portEnv } = targetEnvironment(context.environment, services, configured);
  await runStep(name, prepare, cwd, { ...env, ...portEnv(port), PORT: String(port) }, context.signal);
  context.emit({ type: 'target-prepared', target: name, tookMs: Math.round(context.elapsedMs() - startMs) });
  return wanted ?? stillFree(name, port);
}
