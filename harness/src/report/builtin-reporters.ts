import path from 'node:path';
import { createFileReporter } from './file-reporter.js';
import { createGithubReporter } from './github/github-reporter.js';
import { createHtmlReporter } from './html-reporter.js';
import { createJsonReporter } from './json-reporter.js';
import { createJunitReporter } from './junit/junit-reporter.js';
import { type CreateReporter, loadReporter } from './load-reporter.js';
import { createMarkdownReporter } from './markdown/markdown-reporter.js';
import { createMultiplexer, type NamedReporter } from './multiplexer.js';
import type { Output } from './output.js';
import type { ReportContext, ReporterRequest } from './report-context.js';
import type { Reporter } from './reporter.js';
import { createCompactReporter } from './terminal/compact-reporter.js';
import { createListReporter } from './terminal/list-reporter.js';

type BuiltinReporter = (output: Output, context: ReportContext) => Reporter;

/** The keys are the names that users type, in the order in which they are told. */
const builtinReporters = {
  html: () => createHtmlReporter(),
  github: createGithubReporter,
  list: (output) => createListReporter(output),
  compact: createCompactReporter,
  json: createJsonReporter,
  junit: createJunitReporter,
  markdown: createMarkdownReporter,
} as const satisfies Record<string, BuiltinReporter>;

export type BuiltinReporterName = keyof typeof builtinReporters;

export const builtinReporterNames = Object.keys(builtinReporters) as readonly BuiltinReporterName[];

const terminalReporterNames: readonly string[] = ['list', 'compact'] satisfies BuiltinReporterName[];

/** Reporters for which stdout is data that a program reads. */
export const dataReporterNames: readonly string[] = ['json', 'junit', 'markdown'] satisfies BuiltinReporterName[];

/** Those that print come last, so that they know of every file that could not be written. */
const isPrinter = ({ name, file }: ReporterRequest): boolean =>
  file === null && (terminalReporterNames.includes(name) || dataReporterNames.includes(name));

const rankOf = ({ name }: ReporterRequest): number => (builtinReporterNames as readonly string[]).indexOf(name);

/**
 * Several reporters as one; a name that is no built-in one is the path of a module. With data on stdout all others move
 * to stderr.
 *
 * @param beside are told once the files are written, and before anything is printed.
 * @throws HarnessError `USAGE` when a reporter cannot be loaded.
 */
export async function createReporters(
  requests: readonly ReporterRequest[],
  output: Output,
  context: ReportContext,
  beside: readonly NamedReporter[] = [],
): Promise<Reporter> {
  const hasData = requests.some(isDataOnStdout);
  const others = hasData ? { ...output, stdout: output.stderr } : output;
  const create = async (request: ReporterRequest): Promise<NamedReporter> => {
    const own = isDataOnStdout(request) ? output : others;
    return { name: request.name, reporter: await createReporter(request, own, context) };
  };
  const writers: NamedReporter[] = [];
  const printers: NamedReporter[] = [];
  for (const request of requests.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    (isPrinter(request) ? printers : writers).push(await create(request));
  }
  return createMultiplexer([...writers, ...beside, ...printers], output.stderr);
}

const isDataOnStdout = ({ name, file }: ReporterRequest): boolean => file === null && dataReporterNames.includes(name);

async function createReporter(
  { name, file }: ReporterRequest,
  output: Output,
  context: ReportContext,
): Promise<Reporter> {
  const absolute = file === null ? null : path.resolve(context.cwd, file);
  if (name === 'html') return createHtmlReporter(absolute);
  const create = await creatorOf(name, context);
  return absolute === null ? create(output) : createFileReporter(absolute, create, output);
}

async function creatorOf(name: string, context: ReportContext): Promise<CreateReporter> {
  const known = builtinReporterNames.find((each) => each === name);
  if (known === undefined) return loadReporter(name, context.cwd);
  return (output) => builtinReporters[known](output, context);
}

/** `list` where someone watches, `compact` in CI and pipes. */
export function defaultTerminalReporter(output: Output, isCi: boolean): BuiltinReporterName {
  return output.stderr.isTTY && !isCi ? 'list' : 'compact';
}
