import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import {
  askService,
  type ExitCode,
  fetchText,
  type GuessedProject,
  guessProject,
  HarnessError,
  resolveConfig,
  starterConfig,
  writeRequests,
} from '../index.js';
import type { CliContext } from './cli-context.js';
import { importRequests } from './import-requests.js';
import {
  type SourceArguments,
  type SourceOptionValues,
  toSourceArguments,
  withSourceOptions,
} from './source-options.js';

export interface InitArguments extends SourceArguments {
  /** Asks nothing. */
  readonly yes: boolean;
  /** Replaces a configuration that is there. */
  readonly force: boolean;
  /** Null: guessed. */
  readonly command: string | null;
}

const fileName = 'leakline.config.ts';

/** `leakline init`: writes a configuration from what the folder tells, asking what it does not. */
export async function initCommand(given: InitArguments, context: CliContext): Promise<ExitCode> {
  const { cwd, output } = context;
  const file = path.join(cwd, fileName);
  if (!given.force && (await exists(file))) throw refused(`There is a ${fileName} already; --force replaces it.`);
  const project = await guessProject(cwd);
  const command = given.command ?? (given.yes ? project.command : await askCommand(project, context));
  if (command === null) {
    throw refused(
      `Nothing in ${cwd} says how the service is started. Add it: leakline init --command 'node server.js'.`,
    );
  }
  const ask = (path: string) => askFor(path, { ...project, command }, context);
  const isImport = given.sources.length > 0;
  const written = isImport ? writeRequests(await importRequests(given, context, { ask, use: 'written' })) : null;
  await write(file, starterConfig({ ...project, command }, written));
  output.stderr.write(`Wrote ${fileName}: ${command}, ${countOf(written?.endpoints.length ?? null, project)}.\n`);
  const missing = await missingEntry(command, cwd);
  if (missing !== null) output.stderr.write(`${missing} is not there yet: build the service first.\n`);
  output.stderr.write('Look through its endpoints, then: npx leakline run\n');
  return 0;
}

function countOf(written: number | null, { routes }: GuessedProject): string {
  if (written !== null) return `${written} ${written === 1 ? 'endpoint' : 'endpoints'} from documents`;
  return `${routes.length} ${routes.length === 1 ? 'route' : 'routes'} found`;
}

/** Starts the service and asks it for a document that it serves. */
function askFor(path: string, project: GuessedProject & { readonly command: string }, context: CliContext) {
  const { name, command } = project;
  const services = Object.fromEntries(project.services.map((kind) => [kind, true]));
  const { cwd, environment } = context;
  const user = { targets: [{ name, command }], endpoints: [{ path }], services };
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

/** The script that a plain `node …` command starts, where there is none. */
async function missingEntry(command: string, cwd: string): Promise<string | null> {
  const [, script = null] = /^node ([^-\s]\S*\.[cm]?js)\b/.exec(command) ?? [];
  return script === null || (await exists(path.resolve(cwd, script))) ? null : script;
}

const refused = (message: string): HarnessError => new HarnessError('USAGE', message);

async function askCommand({ command }: GuessedProject, { output, signal }: CliContext): Promise<string | null> {
  if (!process.stdin.isTTY || !output.stderr.isTTY) {
    throw refused('Nobody is here to answer questions: add --yes to take the guesses.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal is in raw mode while it asks, so Ctrl-C is a key and no signal.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const suggestion = command === null ? '' : ` [${command}]`;
    const answer = (await terminal.question(`Command that starts the service${suggestion}: `, { signal })).trim();
    return answer === '' ? command : answer;
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
}

/** Adds `leakline init`. */
export function addInitCommand(program: Command, init: (given: InitArguments) => Promise<void>): void {
  const command = program
    .command('init')
    .description('write a leakline.config.ts from package.json and the routes in the sources')
    .option('--yes', 'take the guesses, ask nothing')
    .option('--command <line>', 'what starts the service')
    .option('--force', 'replace a configuration that is there')
    .addHelpText(
      'after',
      "\nExamples:\n  $ leakline init --yes && leakline run\n  $ leakline init --yes --command 'node server.js'\n  $ leakline init --yes --openapi openapi.yaml",
    )
    .action((options: InitOptionValues) => {
      const { yes, force, command: line } = options;
      return init({ ...toSourceArguments(options), yes: yes === true, force: force === true, command: line ?? null });
    });
  withSourceOptions(command);
}
