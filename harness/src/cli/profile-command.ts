import { type ExitCode, loadConfig, type ProfileTool, resolveConfig, runProfile, selectTargets } from '../internal.js';
import type { CliContext } from './cli-context.js';
import { describeProgress } from './profile-progress.js';

/** The options of `leakline profile`, parsed but not resolved. */
export interface ProfileArguments {
  readonly tool: ProfileTool;
  readonly configFile: string | null;
  /** Null for the first target of the configuration. */
  readonly target: string | null;
  readonly requests: number | null;
  readonly seconds: number | null;
  readonly output: string | null;
}

/** `leakline profile`: runs one target under clinic and prints the path of the page. */
export async function profileCommand(given: ProfileArguments, context: CliContext): Promise<ExitCode> {
  const { cwd, environment, output, signal } = context;
  const { config: user, configFile } = await loadConfig(given.configFile, cwd);
  const overrides = given.output === null ? {} : { output: given.output };
  const resolved = resolveConfig(user, overrides, { configFile, cwd, environment });
  const config = selectTargets(resolved, given.target === null ? [] : [given.target]);
  const { tool, requests, seconds } = given;
  const { reportFile } = await runProfile(config, {
    tool,
    requests,
    seconds,
    environment,
    signal,
    onEvent: (event) => output.stderr.write(describeProgress(event)),
  });
  output.stdout.write(`${reportFile}\n`);
  return 0;
}
