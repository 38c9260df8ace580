import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { ExitCode, UserConfig } from '../index.js';
import { HarnessError } from '../index.js';
import { analyzeCommand } from './analyze-command.js';
import type { CliContext } from './cli-context.js';
import { createRequestOptions, type RequestOptions } from './request-options.js';
import { runCommand } from './run-command.js';
import { setupCommand } from './setup-command.js';

interface RunOptionValues {
  readonly url?: string;
  readonly pid?: number;
  readonly ready?: string;
  readonly target: readonly string[];
  readonly service: readonly ('postgres' | 'redis')[];
  readonly budget?: number;
  readonly connections?: number;
  readonly seed?: number;
  readonly tolerance: Readonly<Record<string, number>>;
  readonly output?: string;
  readonly json?: boolean;
  readonly html: boolean;
}

function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

function parseTolerance(text: string, sofar: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const [metric = '', value = ''] = text.split('=');
  return { ...sofar, [metric]: parseNumber(value) };
}

const collect = (value: string, sofar: unknown): readonly string[] => [...(sofar as readonly string[]), value];

const runExamples = `
Examples:
  $ leakline run                                          the leakline.config.ts of this folder
  $ leakline run --get /api/users -- node dist/server.js  no configuration; the port is given in PORT
  $ leakline run --post /api/orders --body '{"id": "{n}"}' --service postgres -- npm start
  $ leakline run --url http://127.0.0.1:3000 --pid 1234 --get /   a service that runs already

Exit codes: 0 as expected, 1 a leak, 2 inconclusive, 3 the run failed, 4 usage, 130 interrupted.`;

function overridesFrom({ budget, connections, seed, tolerance, output }: RunOptionValues): Partial<UserConfig> {
  return {
    ...(budget === undefined ? {} : { budget: { seconds: budget } }),
    ...(connections === undefined ? {} : { connections }),
    ...(seed === undefined ? {} : { seed }),
    ...(output === undefined ? {} : { output }),
    ...(Object.keys(tolerance).length === 0 ? {} : { tolerances: tolerance }),
  };
}

function withRequestOptions(command: Command, requests: RequestOptions): Command {
  for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
    command.option(
      `--${method} <path>`,
      `drive ${method.toUpperCase()} <path>; {n} becomes a fresh number`,
      (path: string) => requests.add(method.toUpperCase(), path),
    );
  }
  return command
    .option('--body <text>', 'body of the endpoint before it', (text: string) => requests.setBody(text))
    .option('--header <name: value>', 'header of the endpoint before it', (text: string) => requests.addHeader(text))
    .option('--expect-status <range>', 'statuses that count as success there, e.g. 404 or 200-299', (text: string) =>
      requests.setExpectedStatus(text),
    );
}

function describeRun(command: Command): Command {
  return command
    .description('start the service, drive its endpoints, and find out whether it leaks')
    .argument('[config]', 'configuration file (default: leakline.config.{ts,mts,js,mjs,json})')
    .option('--url <origin>', 'a service that runs already, instead of a command')
    .option('--pid <pid>', 'its root process, to read memory and descriptors', parseNumber)
    .option('--ready <path>', 'path that answers once the service is ready')
    .option('--target <name>', 'run only this target of the configuration (repeatable)', collect, [])
    .addOption(
      new Option('--service <kind>', 'service to start for a command without configuration (repeatable)')
        .choices(['postgres', 'redis'])
        .argParser(collect)
        .default([]),
    )
    .option('--budget <seconds>', 'time for each target', parseNumber)
    .option('--connections <count>', 'concurrent client connections', parseNumber)
    .option('--seed <number>', 'order of the blocks', parseNumber)
    .option('--tolerance <metric=value>', 'accepted growth per request (repeatable)', parseTolerance, {})
    .option('--output <folder>', 'where reports go')
    .option('--json', 'print the result as JSON on stdout')
    .option('--no-html', 'write no HTML report')
    .addHelpText('after', runExamples);
}

/**
 * Parses the arguments and runs the command they name.
 *
 * @param argv without node and script.
 * @throws HarnessError `USAGE` and whatever the command throws.
 */
export async function runProgram(argv: readonly string[], context: CliContext, version: string): Promise<ExitCode> {
  const separator = argv.indexOf('--');
  const own = separator === -1 ? argv : argv.slice(0, separator);
  const targetCommand = separator === -1 ? [] : argv.slice(separator + 1);
  let exitCode: ExitCode = 0;
  const program = new Command('leakline')
    .description('finds out whether an HTTP service leaks: what, on which endpoint, how much per request')
    .version(version)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: (text) => context.output.stdout.write(text) });
  const requests = createRequestOptions();
  withRequestOptions(describeRun(program.command('run')), requests).action(
    async (configFile: string | undefined, options: RunOptionValues) => {
      exitCode = await runCommand(
        {
          configFile: configFile ?? null,
          command: targetCommand,
          endpoints: requests.endpoints,
          url: options.url ?? null,
          pid: options.pid ?? null,
          ready: options.ready ?? null,
          targets: options.target,
          services: options.service,
          overrides: overridesFrom(options),
          json: options.json === true,
          html: options.html,
        },
        context,
      );
    },
  );
  program
    .command('analyze')
    .description('judge a saved recording again, without running anything')
    .argument('<recording>', 'a recording.ndjson below reports/')
    .option('--json', 'print the result as JSON on stdout')
    .option('--html <file>', 'write the HTML report there')
    .action(async (recordingFile: string, options: { readonly json?: boolean; readonly html?: string }) => {
      const { json = false, html: htmlFile = null } = options;
      exitCode = await analyzeCommand({ recordingFile, json, htmlFile }, context);
    });
  program
    .command('setup')
    .description('make sure that PostgreSQL and Redis can be started here; installs what is missing where it may')
    .action(async () => {
      exitCode = await setupCommand(context);
    });
  await parse(program, own);
  return exitCode;
}

async function parse(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    throw new HarnessError('USAGE', `${error.message.replace(/^error: /, '')} See leakline --help.`, { cause: error });
  }
}
