import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  announceLiveView,
  askService,
  createReporters,
  type ExitCode,
  fetchText,
  fillVariables,
  HarnessError,
  type ImportedRequest,
  type LiveView,
  loadConfig,
  openLiveView,
  type ReporterRequest,
  type ResolvedConfig,
  resolveConfig,
  runLeakline,
  type ServiceKind,
  selectEndpoints,
  selectTargets,
  type UserConfig,
  type UserEndpoint,
  type UserTarget,
} from '../internal.js';
import { type BaselineArguments, updateBaseline, withBaseline } from './baseline.js';
import type { CliContext } from './cli-context.js';
import { chooseReporters, reportContextOf } from './default-reporters.js';
import { importRequests } from './import-requests.js';
import type { RequestOptions } from './request-options.js';
import type { SourceArguments } from './source-options.js';

/** The arguments of `leakline run`, parsed but not resolved. */
export interface RunArguments extends BaselineArguments, SourceArguments {
  readonly configFile: string | null;
  /** The words after `--`: the command that starts the service. */
  readonly command: readonly string[];
  /** Requests and headers that are given by options. */
  readonly requests: Pick<RequestOptions, 'given'>;
  readonly url: string | null;
  readonly pid: number | null;
  /** Whether Leakline's agent may be put into the process. */
  readonly attach: boolean;
  /** Names of the targets to run. Empty for all. */
  readonly targets: readonly string[];
  /** Ids of the endpoints to run. Empty for all. */
  readonly endpointIds: readonly string[];
  readonly services: readonly ServiceKind[];
  readonly ready: string | null;
  readonly port: number | null;
  /** File with the certificate of whoever signed the service's own. */
  readonly ca: string | null;
  readonly insecure: boolean;
  /** A command line to run before the service is started. */
  readonly prepare: string | null;
  readonly overrides: Partial<UserConfig>;
  readonly reporters: readonly ReporterRequest[];
  readonly html: boolean;
  /** 0 for any free port; null without a live view. */
  readonly livePort: number | null;
}

/** The command as a line when it is a single word with spaces and not a program, as in `-- "node server.js"`. */
function asCommand(words: readonly string[], cwd: string): string | readonly string[] {
  const [line = '', ...others] = words;
  return others.length === 0 && /\s/.test(line) && !existsSync(path.resolve(cwd, line)) ? line : words;
}

function inlineTarget(
  { command, url, pid, attach, ready, port, prepare, ca, insecure }: RunArguments,
  cwd: string,
): UserTarget {
  return {
    name: 'server',
    ...(command.length > 0 ? { command: asCommand(command, cwd) } : {}),
    ...(url === null ? {} : { url }),
    ...(pid === null ? {} : { pid }),
    ...(attach ? { attach } : {}),
    ...(ready === null ? {} : { ready }),
    ...(port === null ? {} : { port }),
    ...(prepare === null ? {} : { prepare }),
    ...(ca === null ? {} : { ca }),
    ...(insecure ? { insecure } : {}),
  };
}

const isInline = ({ command, url }: RunArguments): boolean => command.length > 0 || url !== null;

function inlineConfig(given: RunArguments, cwd: string): UserConfig {
  const requests = given.requests.given();
  if (requests.endpoints === undefined) {
    throw new HarnessError(
      'USAGE',
      'No endpoint was given. Add at least one, e.g. --get /health, or --openapi openapi.json.',
    );
  }
  const services = Object.fromEntries(given.services.map((kind) => [kind, true]));
  return { ...requests, targets: [inlineTarget(given, cwd)], services };
}

/** Refuses options that mean nothing for this run, instead of ignoring them silently. */
function refuse(options: Readonly<Record<string, boolean>>, why: string): void {
  const given = Object.keys(options).find((option) => options[option]);
  if (given !== undefined) throw new HarnessError('USAGE', `${given} ${why}`);
}

function resolveInline(given: RunArguments, { cwd, environment }: CliContext): ResolvedConfig {
  const { configFile, command, url, pid, attach, targets, services } = given;
  const isCommand = command.length > 0;
  refuse(
    { [`${configFile}`]: configFile !== null, '--target': targets.length > 0 },
    'needs a configuration, and a command or --url takes its place: give one or the other.',
  );
  refuse(
    { '--port': !isCommand && given.port !== null },
    'is for a command; a service that runs already has its port in --url.',
  );
  refuse(
    { '--url': isCommand && url !== null, '--pid': isCommand && pid !== null, '--attach': isCommand && attach },
    `is for a service that runs already; leave it out, or the command (${command.join(' ')}).`,
  );
  refuse(
    { '--service': !isCommand && services.length > 0, '--prepare': !isCommand && given.prepare !== null },
    'is for a command; a service that runs already has its own.',
  );
  refuse({ '--attach': attach && pid === null }, 'needs --pid, the process that gets the agent.');
  return resolveConfig(inlineConfig(given, cwd), given.overrides, { configFile: null, cwd, environment });
}

async function resolveFromFile(given: RunArguments, { cwd, environment }: CliContext): Promise<ResolvedConfig> {
  const { pid, attach, ready, port, prepare, ca, insecure, services } = given;
  refuse(
    {
      '--pid': pid !== null,
      '--attach': attach,
      '--ready': ready !== null,
      '--port': port !== null,
      '--prepare': prepare !== null,
      '--ca': ca !== null,
      '--insecure': insecure,
      '--service': services.length > 0,
    },
    'is for a service given by `-- <command>` or --url; in a configuration it is a setting.',
  );
  const { config, configFile } = await loadConfig(given.configFile, cwd);
  const resolved = resolveConfig(
    config,
    { ...given.overrides, ...given.requests.given() },
    { configFile, cwd, environment },
  );
  return selectTargets(resolved, given.targets);
}

const resolveGiven = async (given: RunArguments, context: CliContext): Promise<ResolvedConfig> =>
  isInline(given) ? resolveInline(given, context) : resolveFromFile(given, context);

/** The same arguments with other endpoints. */
function withEndpoints(given: RunArguments, endpoints: readonly UserEndpoint[]): RunArguments {
  return { ...given, requests: { given: () => ({ ...given.requests.given(), endpoints }) } };
}

/** Asks the service for a document that it serves. The service already runs, or it is started for this. */
async function askFor(path: string, given: RunArguments, context: CliContext) {
  const config = await resolveGiven(withEndpoints(given, [{ path }]), context);
  return askService(config, context, async (baseUrl, trust) => {
    const url = `${baseUrl}${path}`;
    return { url, text: await fetchText(url, { signal: context.signal, trust }) };
  });
}

/**
 * Adds the endpoints of documents after those of options. Headers that are sent with every request are not taken from
 * documents.
 */
async function withDocuments(given: RunArguments, context: CliContext): Promise<RunArguments> {
  if (given.sources.length === 0) return given;
  const { endpoints = [], headers = {} } = given.requests.given();
  const imported = await importRequests(given, context, {
    ask: (path) => askFor(path, given, context),
    use: 'sent',
    givenHeaders: Object.keys(headers),
  });
  const chosen = { ...imported, requests: chosenRequests(imported.requests, given.endpointIds) };
  return withEndpoints(given, [...endpoints, ...fillVariables(chosen, context.environment)]);
}

/**
 * Only the requests that are driven, because others need no variables. If some ids are not among them, all requests
 * stay, and the ids are looked for later among all endpoints.
 */
function chosenRequests(requests: readonly ImportedRequest[], ids: readonly string[]): readonly ImportedRequest[] {
  const chosen = requests.filter(({ id, method, path }) => ids.includes(id ?? `${method} ${path}`));
  return ids.length > 0 && chosen.length === ids.length ? chosen : requests;
}

async function resolveArguments(typed: RunArguments, context: CliContext): Promise<ResolvedConfig> {
  const given = await withDocuments(typed, context);
  const resolved = await resolveGiven(given, context);
  return given.endpointIds.length === 0 ? resolved : selectEndpoints(resolved, given.endpointIds);
}

async function openLive({ livePort }: RunArguments, { output }: CliContext): Promise<LiveView | null> {
  if (livePort === null) return null;
  const live = await openLiveView({ port: livePort });
  announceLiveView(output.stderr, live);
  return live;
}

/**
 * `leakline run`: resolves the settings and runs them.
 *
 * @returns the run's exit code.
 */
export async function runCommand(given: RunArguments, context: CliContext): Promise<ExitCode> {
  const { output, environment, signal, cwd } = context;
  const config = await withBaseline(await resolveArguments(given, context), given, cwd);
  const live = await openLive(given, context);
  try {
    const beside = live === null ? [] : [{ name: 'live', reporter: live.reporter }];
    const reporter = await createReporters(chooseReporters(given, context), output, reportContextOf(context), beside);
    const result = await runLeakline(config, { reporter, environment, signal, writesReport: given.html });
    return given.updateBaseline === false ? result.exitCode : await updateBaseline(config, given, result, context);
  } finally {
    await live?.close();
  }
}
