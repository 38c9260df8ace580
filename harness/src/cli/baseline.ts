import path from 'node:path';
import {
  acceptRates,
  acceptRun,
  baselineFileName,
  baselineMissing,
  type ExitCode,
  exitCodeOnceAccepted,
  exitCodeWhenUnwritten,
  isFailureCode,
  type ResolvedConfig,
  type RunResult,
  readBaseline,
  withShownIds,
  writeBaseline,
} from '../internal.js';
import type { CliContext } from './cli-context.js';

/** What the options of `leakline run` say about the baseline. */
export interface BaselineArguments {
  /** The file to read. False for none; true for the one beside the configuration, if it exists. */
  readonly baseline: string | boolean;
  /** The file to write; false for none. True writes the file that would be read. */
  readonly updateBaseline: string | boolean;
}

function fileFor(named: string | boolean, { configFile }: ResolvedConfig, cwd: string): string {
  if (typeof named === 'string') return path.resolve(cwd, named);
  return path.join(configFile === null ? cwd : path.dirname(configFile), baselineFileName);
}

/**
 * Adds the accepted rates to the settings. When this run renews the baseline, nothing is added, because it has to be
 * judged without accepted rates.
 */
export async function withBaseline(
  config: ResolvedConfig,
  { baseline, updateBaseline }: BaselineArguments,
  cwd: string,
): Promise<ResolvedConfig> {
  if (baseline === false || updateBaseline !== false) return config;
  const file = fileFor(baseline, config, cwd);
  const accepted = await readBaseline(file);
  if (accepted === null && typeof baseline === 'string') throw baselineMissing(file);
  return accepted === null ? config : acceptRates(config, accepted);
}

/** Exit codes of runs that failed or were interrupted. They accept nothing. */
const brokenOff: readonly ExitCode[] = [3, 4, 130];

/**
 * Writes what the run measured as the new baseline.
 *
 * @returns the exit code that the run has once its leaks are accepted.
 */
export async function updateBaseline(
  config: ResolvedConfig,
  { baseline, updateBaseline }: BaselineArguments,
  result: RunResult,
  { cwd, output }: CliContext,
): Promise<ExitCode> {
  if (brokenOff.includes(result.exitCode)) {
    output.stderr.write('The run failed or was interrupted; the baseline stays as it was.\n');
    return result.exitCode;
  }
  const file = fileFor(typeof updateBaseline === 'string' ? updateBaseline : baseline, config, cwd);
  const accepted = acceptRun(result, withShownIds(config, (await readBaseline(file)) ?? []));
  await writeBaseline(file, accepted);
  const isWhole = !result.warnings.some(({ code }) => isFailureCode(code));
  const accepting = exitCodeOnceAccepted(result);
  const exitCode = isWhole ? accepting : exitCodeWhenUnwritten(accepting);
  const count = `${accepted.length} leaking ${accepted.length === 1 ? 'endpoint is' : 'endpoints are'} accepted`;
  output.stderr.write(`Baseline written to ${file}: ${count} (exit code now ${exitCode})\n`);
  return exitCode;
}
