import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import {
  askService,
  type DiscoveredService,
  discoverService,
  type ExitCode,
  fetchText,
  guessProject,
  HarnessError,
  type ImportedRequests,
  ignoreReports,
  resolveConfig,
  starterConfig,
  undocumented,
  writeRequests,
} from '../internal.js';
import type { CliContext } from './cli-context.js';
import { importRequests } from './import-requests.js';
import { summarizeInit, welcomeInit } from './init-summary.js';
import {
  type SourceArguments,
  type SourceOptionValues,
  toSourceArguments,
  withSourceOptions,
} from './source-options.js';

export interface InitArguments extends SourceArguments {
  /** True to ask nothing. */
  readonly yes: boolean;
  /** True to replace an existing configuration. */
  readonly force: boolean;
  /** Null when the command has to be guessed. */
  readonly command: string | null;
  /** Whether to start the service and ask it for its routes. */
  readonly start: boolean;
}

const fileName = 'leakline.config.ts';

/** `leakline init`: writes a configuration from what the service and its folder tell, and asks for the rest. */
export async function initCommand(given: InitArguments, context: CliContext): Promise<ExitCode> {
  const { cwd, output } = context;
  const file = path.join(cwd, fileName);
  if (!given.force && (await exists(file))) throw refused(`There is a ${fileName} already; --force replaces it.`);
  const project = await guessProject(cwd);
  const guessed = project.start?.command ?? null;
  const command = given.command ?? (given.yes ? guessed : await askCommand(guessed, context));
  if (command === null) {
    throw refused(
      `Nothing in ${cwd} says how the service is started. Add it: leakline init --command 'node server.js'.`,
    );
  }
  const env = { ...(command === guessed ? project.start?.env : {}), ...project.serviceEnv };
  const target: InitTarget = { project, command, env };
  const documents = await readDocuments(given, target, context);
  const written = documents === null ? null : writeRequests(documents);
  const asked = await discover(given, target, context);
  const found = documents === null ? asked : { ...asked, routes: besideDocuments(asked, documents) };
  const { name, services, prepare } = project;
  const { routes, login, port, isPrepared } = found;
  const service = { name, command, env, port, prepare, isPrepared, services, routes, login };
  await write(file, starterConfig(service, written));
  const isIgnored = ignoreReports(cwd);
  const lines = summarizeInit(fileName, found, written?.endpoints.length ?? 0, isIgnored);
  output.stderr.write(`${lines.join('\n')}\n`);
  return 0;
}

interface InitTarget {
  readonly project: Awaited<ReturnType<typeof guessProject>>;
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Routes of the service that no document has. Routes that were only read from the sources are left out, because nobody
 * tried them.
 */
const besideDocuments = ({ isAsked, routes }: DiscoveredService, { requests }: ImportedRequests) =>
  isAsked ? undocumented(routes, requests) : [];

function discover(given: InitArguments, target: InitTarget, context: CliContext): Promise<DiscoveredService> {
  const { environment, output, signal } = context;
  const { start, includesDeletes: includeDeletes } = given;
  if (start) output.stderr.write(`${welcomeInit(target.command, target.project.services)}\n`);
  return discoverService({ ...target, environment, start, includeDeletes, signal });
}

/** Requests of the documents that were named; null when none was. */
async function readDocuments(
  given: InitArguments,
  target: InitTarget,
  context: CliContext,
): Promise<ImportedRequests | null> {
  if (given.sources.length === 0) return null;
  const ask = (path: string) => askFor(path, target, context);
  return importRequests(given, context, { ask, use: 'written' });
}

/** Starts the service and asks it for a document that it serves. */
function askFor(path: string, { project, command, env }: InitTarget, context: CliContext) {
  const { name } = project;
  const services = Object.fromEntries(project.services.map((kind) => [kind, true]));
  const { cwd, environment } = context;
  const user = { targets: [{ name, command, env }], endpoints: [{ path }], services };
  return askService(
    resolveConfig(user, {}, { configFile: null, cwd, environment }),
    context,
    async (baseUrl, trust) => {
      const url = `${baseUrl}${path}`;
      return { url, text: await fetchText(url, { signal: context.signal, trust }) };
    },
  );
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

const refused = (message: string): HarnessError => new HarnessError('USAGE', message);

async function askCommand(guessed: string | null, { output, signal }: CliContext): Promise<string | null> {
  if (!process.stdin.isTTY || !output.stderr.isTTY) {
    throw refused('There is no terminal to ask questions on. Add --yes to use the guesses.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // While it asks, the terminal is in raw mode, so Ctrl-C is a key and sends no signal.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const suggestion = guessed === null ? '' : ` [${guessed}]`;
    const answer = (await terminal.question(`Command that starts the service${suggestion}: `, { signal })).trim();
    return answer === '' ? guessed : answer;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    terminal.close();
  }
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause: Error) => {
    throw new HarnessError(
      'OUTPUT_UNWRITABLE',
      `Cannot write ${file} (${cause.message}). Check the folder's permissions.`,
      {
        cause,
      },
    );
  });
}

interface InitOptionValues extends SourceOptionValues {
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly command?: string;
  readonly start: boolean;
}

/** Adds `leakline init`. */
export function addInitCommand(program: Command, init: (given: InitArguments) => Promise<void>): void {
  const command = program
    .command('init')
    .description('start the service, ask it for its routes, try each, and write a leakline.config.ts')
    .option('--yes', 'take the guesses, ask nothing')
    .option('--command <line>', 'what starts the service')
    .option('--force', 'replace a configuration that is there')
    .option('--no-start', 'start nothing: read the sources only')
    .addHelpText(
      'after',
      "\nExamples:\n  $ leakline init --yes && leakline run\n  $ leakline init --yes --command 'node server.js'\n  $ leakline init --yes --openapi openapi.yaml",
    )
    .action((options: InitOptionValues) => {
      const { yes, force, command: line, start } = options;
      const known = { yes: yes === true, force: force === true, command: line ?? null, start };
      return init({ ...toSourceArguments(options), ...known });
    });
  withSourceOptions(command);
}
