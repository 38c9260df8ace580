import { createHtmlReporter } from './html-reporter.js';
import { createJsonReporter } from './json-reporter.js';
import { createMultiplexer } from './multiplexer.js';
import type { Output } from './output.js';
import type { Reporter } from './reporter.js';
import { createCompactReporter } from './terminal/compact-reporter.js';
import { createListReporter } from './terminal/list-reporter.js';

/** The keys are the names that users type. Order: writers of files first, so that a failure stands above the summary. */
export const builtinReporters = {
  html: createHtmlReporter,
  list: createListReporter,
  compact: createCompactReporter,
  json: createJsonReporter,
} as const satisfies Record<string, (output: Output) => Reporter>;

export type BuiltinReporterName = keyof typeof builtinReporters;

export const builtinReporterNames = Object.keys(builtinReporters) as readonly BuiltinReporterName[];

/** Several built-in reporters as one. With `json` among them stdout is data, and the others move to stderr. */
export function createReporters(names: readonly BuiltinReporterName[], output: Output): Reporter {
  const besideData = names.includes('json') ? { ...output, stdout: output.stderr } : output;
  const reporters = builtinReporterNames
    .filter((name) => names.includes(name))
    .map((name) => ({ name, reporter: builtinReporters[name](name === 'json' ? output : besideData) }));
  return createMultiplexer(reporters, output.stderr);
}

/** `list` where someone watches, `compact` in CI and pipes. */
export function defaultTerminalReporter(output: Output, isCi: boolean): BuiltinReporterName {
  return output.stderr.isTTY && !isCi ? 'list' : 'compact';
}
