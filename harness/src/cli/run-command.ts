import {
  createReporters,
  defaultTerminalReporter,
  type ExitCode,
  HarnessError,
  loadConfig,
  type ResolvedConfig,
  resolveConfig,
  runLeakline,
  type UserConfig,
  type UserRequest,
  type UserTarget,
} from '../index.js';
import type { CliContext } from './cli-context.js';
import { selectTargets } from './select-targets.js';

/** What `leakline run` was given, parsed but not resolved. */
export interface RunArguments {
  readonly configFile: string | null;
  /** After `--`: the command that starts the service. */
  readonly command: readonly string[];
  readonly endpoints: readonly UserRequest[];
  readonly url: string | null;
  readonly pid: number | null;
  /** Names of the targets to run; all when empty. */
  readonly targets: readonly string[];
  readonly services: readonly ('postgres' | 'redis')[];
  readonly ready: string | null;
  readonly overrides: Partial<UserConfig>;
  readonly json: boolean;
  readonly html: boolean;
}

function inlineTarget({ command, url, pid, ready }: RunArguments): UserTarget {
  return {
    name: 'server',
    ...(command.length > 0 ? { command } : {}),
    ...(url === null ? {} : { url }),
    ...(pid === null ? {} : { pid }),
    ...(ready === null ? {} : { ready }),
  };
}

const isInline = ({ command, url }: RunArguments): boolean => command.length > 0 || url !== null;

function inlineConfig(given: RunArguments): UserConfig {
  if (given.endpoints.length === 0) {
    throw new HarnessError('USAGE', 'No endpoint was given. Add at least one, e.g. --get /health.');
  }
  const services = Object.fromEntries(given.services.map((kind) => [kind, true]));
  return { targets: [inlineTarget(given)], endpoints: given.endpoints, services };
}

async function resolveArguments(given: RunArguments, context: CliContext): Promise<ResolvedConfig> {
  const { cwd, environment } = context;
  if (isInline(given)) {
    if (given.configFile !== null) {
      throw new HarnessError(
        'USAGE',
        `Give either a configuration (${given.configFile}) or a command or --url, not both.`,
      );
    }
    return resolveConfig(inlineConfig(given), given.overrides, { configFile: null, cwd, environment });
  }
  const { config, configFile } = await loadConfig(given.configFile, cwd);
  const endpoints = given.endpoints.length === 0 ? {} : { endpoints: given.endpoints };
  const resolved = resolveConfig(config, { ...given.overrides, ...endpoints }, { configFile, cwd, environment });
  return selectTargets(resolved, given.targets);
}

/** `leakline run`: resolves the settings, runs them, and answers with the run's exit code. */
export async function runCommand(given: RunArguments, context: CliContext): Promise<ExitCode> {
  const config = await resolveArguments(given, context);
  const { output, environment, signal } = context;
  const terminal = defaultTerminalReporter(output, isSet(environment.CI));
  const names = [terminal, ...(given.json ? (['json'] as const) : []), ...(given.html ? (['html'] as const) : [])];
  const reporter = createReporters(names, output);
  const { exitCode } = await runLeakline(config, { reporter, environment, signal });
  return exitCode;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== 'false';
