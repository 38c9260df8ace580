import { type Command, Option } from 'commander';
import {
  builtinReporterNames,
  HarnessError,
  type ReporterRequest,
  type ServiceKind,
  serviceKinds,
  type UserConfig,
} from '../internal.js';
import { collect, parseNumber, parsePort, parseService, parseTolerance } from './option-parsers.js';
import { parseReporters, withJson } from './reporter-options.js';
import { createRequestOptions, withRequestOptions } from './request-options.js';
import type { RunArguments } from './run-command.js';
import { type SourceOptionValues, toSourceArguments, withSourceOptions } from './source-options.js';

interface RunOptionValues extends SourceOptionValues {
  readonly url?: string;
  readonly pid?: number;
  readonly attach?: boolean;
  readonly ready?: string;
  readonly port?: number;
  readonly config?: string;
  readonly prepare?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly target: readonly string[];
  readonly endpoint: readonly string[];
  readonly service: readonly ServiceKind[];
  readonly budget?: number;
  readonly connections?: number;
  readonly seed?: number;
  readonly strict?: boolean;
  readonly steady?: boolean;
  readonly tolerance: Readonly<Record<string, number>>;
  readonly output?: string;
  readonly data?: string;
  readonly diagnose?: 'auto' | 'always' | 'never';
  readonly baseline?: string | boolean;
  readonly updateBaseline?: string | boolean;
  readonly reporter: readonly ReporterRequest[];
  readonly json?: boolean;
  readonly html: boolean;
  readonly live?: number | true;
}

const runExamples = `
Examples:
  $ leakline run                                          the leakline.config.ts of this folder
  $ leakline run --get /api/users -- node dist/server.js  no configuration; the port is given in PORT
  $ leakline run --post /api/orders --body '{"id": "{n}"}' --service postgres -- npm start
  $ leakline run --openapi openapi.yaml -- npm start      each operation that it documents
  $ leakline run --url http://127.0.0.1:3000 --pid 1234 --attach --get /   a service that runs already

Exit codes: 0 as expected, 1 a leak, 2 inconclusive, 3 the run failed, 4 usage, 130 interrupted.`;

function overridesFrom({
  budget,
  connections,
  seed,
  strict,
  steady,
  tolerance,
  diagnose,
  output,
  data,
}: RunOptionValues): Partial<UserConfig> {
  return {
    ...(budget === undefined ? {} : { budget: { seconds: budget } }),
    ...(connections === undefined ? {} : { connections }),
    ...(seed === undefined ? {} : { seed }),
    ...(strict === undefined ? {} : { strict }),
    ...(steady === undefined ? {} : { steady }),
    ...(diagnose === undefined ? {} : { diagnose }),
    ...(output === undefined ? {} : { output }),
    ...(data === undefined ? {} : { data }),
    ...(Object.keys(tolerance).length === 0 ? {} : { tolerances: tolerance }),
  };
}

function describeRun(command: Command): Command {
  return command
    .description('start the service, drive its endpoints, and find out whether it leaks')
    .argument('[config]', 'configuration file (default: leakline.config.{ts,mts,js,mjs,json})')
    .option('--config <file>', 'the same as the argument')
    .option('--url <origin>', 'a service that runs already, instead of a command')
    .option('--pid <pid>', 'its root process, so that memory and descriptors can be read', parseNumber)
    .option('--attach', 'put the agent into that process while it runs (Node.js): its heap, and the line of a leak')
    .option('--ready <path>', 'path that answers once the service is ready')
    .option('--port <port>', 'port that the service listens on, if it does not use PORT', parsePort)
    .option('--data <file>', 'CSV file whose columns are values of requests: {column}')
    .option('--prepare <line>', 'command line to run before the service starts, with its databases up, e.g. migrations')
    .option('--ca <file>', 'file with the certificate (PEM) of whoever signed the HTTPS certificate of the service')
    .option('--insecure', 'accept any certificate')
    .option('--target <name>', 'run only this target of the configuration (repeatable)', collect, [])
    .option('--endpoint <id>', 'drive only this endpoint, e.g. "GET /users" (repeatable)', collect, [])
    .option(
      '--service <kind>',
      `${serviceKinds.join(', ')}: service to start for a command without configuration (repeatable)`,
      parseService,
      [],
    )
    .option('--budget <seconds>', 'time for each target', parseNumber)
    .option('--connections <count>', 'concurrent client connections', parseNumber)
    .option('--seed <number>', 'order of the blocks', parseNumber)
    .option('--tolerance <metric=value>', 'accepted growth per request (repeatable)', parseTolerance, {})
    .option('--strict', 'call an endpoint clean only with the full proof; if time is up before, it is inconclusive')
    .option(
      '--steady',
      "switch V8's optimisation off in targets: half the speed, but compiled code does not change the heap",
    )
    .addOption(
      new Option(
        '--diagnose <when>',
        'look for the lines behind leaks in a second, short pass (default: auto)',
      ).choices(['auto', 'always', 'never']),
    )
    .option('--baseline <file>', 'accepted rates (default: leakline.baseline.json beside the configuration, if any)')
    .option('--no-baseline', 'judge without accepted rates')
    .option('--update-baseline [file]', 'accept what leaks now; later runs fail only if it gets worse')
    .option('--output <folder>', 'folder for the reports')
    .option(
      '--reporter <names>',
      `${builtinReporterNames.join(', ')} or a path; several with commas, each with =file to write there`,
      parseReporters,
      [],
    )
    .option('--json', 'print the result as JSON on stdout; the same as --reporter json')
    .option('--no-html', 'write no HTML report')
    .option(
      '--live [port]',
      'serve the report on 127.0.0.1 while the run goes on (default port: a free one)',
      parsePort,
    )
    .addHelpText('after', runExamples);
}

function oneConfigFile(argument: string | undefined, option: string | undefined): string | null {
  if (argument !== undefined && option !== undefined && argument !== option)
    throw new HarnessError('USAGE', `Two configurations are given: ${argument} and --config ${option}. Leave one out.`);
  return option ?? argument ?? null;
}

/**
 * Adds `leakline run`.
 *
 * @param targetCommand the words after `--`.
 */
export function addRunCommand(
  program: Command,
  targetCommand: readonly string[],
  run: (given: RunArguments) => Promise<void>,
): void {
  const requests = createRequestOptions();
  withSourceOptions(withRequestOptions(describeRun(program.command('run')), requests)).action(
    (configFile: string | undefined, options: RunOptionValues) =>
      run({
        configFile: oneConfigFile(configFile, options.config),
        command: targetCommand,
        requests,
        ...toSourceArguments(options),
        url: options.url ?? null,
        pid: options.pid ?? null,
        attach: options.attach ?? false,
        ready: options.ready ?? null,
        port: options.port ?? null,
        prepare: options.prepare ?? null,
        ca: options.ca ?? null,
        insecure: options.insecure ?? false,
        targets: options.target,
        endpointIds: options.endpoint,
        services: options.service,
        overrides: overridesFrom(options),
        baseline: options.baseline ?? true,
        updateBaseline: options.updateBaseline ?? false,
        reporters: options.json === true ? withJson(options.reporter) : options.reporter,
        html: options.html,
        livePort: options.live === undefined ? null : options.live === true ? 0 : options.live,
      }),
  );
}
