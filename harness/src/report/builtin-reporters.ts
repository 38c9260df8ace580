import path from 'node:path';
import { toTerminalSafeJson } from '../platform/text/terminal-safe-json.js';
import { createGithubReporter } from './github/github-reporter.js';
import { createHtmlReporter } from './html-reporter.js';
import { formatJunit } from './junit/format-junit.js';
import { type CreateReporter, loadReporter } from './load-reporter.js';
import { formatMarkdown } from './markdown/format-markdown.js';
import { createMultiplexer, type NamedReporter } from './multiplexer.js';
import type { Output, OutputStream } from './output.js';
import type { ReportContext, ReporterRequest } from './report-context.js';
import type { Reporter } from './reporter.js';
import { createCompactReporter } from './terminal/compact-reporter.js';
import { createListReporter } from './terminal/list-reporter.js';
import { writeReportFile } from './write-file.js';

/** Prints the result, exactly as in `result.json`, on stdout. */
function createJsonReporter({ stdout }: Output): Reporter {
  return {
    onRunEnd: ({ result }) => stdout.write(`${toTerminalSafeJson(result, 2)}\n`),
  };
}

/** Prints the result as JUnit XML on stdout. */
function createJunitReporter({ stdout }: Output): Reporter {
  return { onRunEnd: ({ result }) => stdout.write(formatJunit(result)) };
}

/** Prints the result as a Markdown comment on stdout. */
function createMarkdownReporter({ stdout }: Output): Reporter {
  return { onRunEnd: ({ result }) => stdout.write(formatMarkdown(result)) };
}

const fileWidth = 100;

/** Creates a reporter whose stdout is a file. The file is written as a whole when the run has ended. */
function createFileReporter(file: string, create: (output: Output) => Reporter, output: Output): Reporter {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  const stdout: OutputStream = { write, control: write, isTTY: false, colors: false, columns: fileWidth };
  const reporter = create({ ...output, stdout });
  return {
    onEvent: (event) => reporter.onEvent?.(event),
    onRunEnd: async (outcome) => {
      await reporter.onRunEnd?.(outcome);
      await writeReportFile(file, text);
    },
  };
}

type BuiltinReporter = (output: Output, context: ReportContext) => Reporter;

/** The keys are the names that users type, in the order in which the reporters are told. */
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

/** Whether a reporter prints. Such reporters come last, so that they know of every file that could not be written. */
const isPrinter = ({ name, file }: ReporterRequest): boolean =>
  file === null && (terminalReporterNames.includes(name) || dataReporterNames.includes(name));

const rankOf = ({ name }: ReporterRequest): number => (builtinReporterNames as readonly string[]).indexOf(name);

/**
 * Creates several reporters as one. A name that is not built in is the path of a module. If one prints data on stdout,
 * all others print on stderr.
 *
 * @param beside reporters that are told once the files are written, and before anything is printed.
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

/** The default reporter: `list` when somebody watches, `compact` in CI and for pipes. */
export function defaultTerminalReporter(output: Output, isCi: boolean): BuiltinReporterName {
  return output.stderr.isTTY && !isCi ? 'list' : 'compact';
}
