import path from 'node:path';
import { HarnessError } from '../platform/harness-error.js';
import { didYouMean } from '../platform/text/did-you-mean.js';
import { printableLines } from '../platform/text/quote.js';

const withoutFile = 'leakline run --get /path -- node server.js';

/** Whether this is the name of a program, or a whole command in one argument. A configuration file has no such name. */
const looksLikeCommand = (file: string): boolean => /\s/.test(file) || !/[./\\]/.test(file);

export const configFileMissing = (file: string, absolute: string): HarnessError =>
  new HarnessError(
    'CONFIG_NOT_FOUND',
    `The configuration file "${file}" does not exist (looked for ${absolute}). ` +
      (looksLikeCommand(file)
        ? `If it is the command that starts your service, put it after \`--\`: leakline run --get /path -- ${file}`
        : `Check the path, or run without a file: ${withoutFile}`),
  );

const nameFound = ([first, ...others]: readonly string[]): string => {
  if (first === undefined) return `Name one, or run without a file: ${withoutFile}`;
  const more = others.length === 0 ? '' : ` (or ${others.join(', ')})`;
  return `There is one in another folder: leakline run --config ${first}${more}`;
};

/** @param elsewhere files in folders around and below. Their paths are relative. */
export const noConfigFile = (folder: string, names: readonly string[], elsewhere: readonly string[]): HarnessError =>
  new HarnessError(
    'CONFIG_NOT_FOUND',
    `No configuration file in ${folder} (looked for ${names.join(', ')}). ${nameFound(elsewhere)}`,
  );

/** Puts into words what the user's code throws. Not everything that can be thrown can be turned into text. */
function describeThrown(cause: unknown): string {
  try {
    return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  } catch {
    return 'it threw something that is no error';
  }
}

/** Whether nobody would give this name to a configuration: `server.js`, `src/index.ts`. */
export const looksLikeProgram = (file: string): boolean =>
  !/config|leakline/i.test(path.basename(file)) && path.extname(file) !== '.json';

const runnerOf = (file: string): string => (/\.[cm]?ts$/.test(file) ? 'npx tsx' : 'node');

/** A configuration file as the user named it, and where it was found. */
export interface NamedFile {
  readonly shown: string;
  /** An absolute path. */
  readonly file: string;
}

const ifService = ({ shown, file }: NamedFile): string =>
  `If it is your service, put it after \`--\`: leakline run --get /path -- ${runnerOf(file)} ${shown}`;

/**
 * The error for a file of the service that was given as its configuration.
 *
 * @param what what the file does instead of exporting a configuration.
 */
export const configIsProgram = (named: NamedFile, what: string): HarnessError =>
  new HarnessError('CONFIG_INVALID', `${named.shown} is read as a configuration, and ${what}. ${ifService(named)}`);

/** @param frame the place in the user's code where it happened; null when it is not known. */
export const configThrows = (
  file: string,
  cause: unknown,
  frame: string | null,
  named: NamedFile | null = null,
): HarnessError => {
  const reason = printableLines(describeThrown(cause));
  const hint = named !== null && looksLikeProgram(named.file) ? ` ${ifService(named)}` : '';
  return new HarnessError(
    'CONFIG_THROWS',
    `The configuration file ${path.basename(file)} failed while it was loaded: ${reason}` +
      `${frame === null ? '' : `\n  at ${frame}`}\nCorrect ${file} and run again.${hint}`,
    { cause },
  );
};

export const configFileKindUnknown = (file: string, extensions: readonly string[]): HarnessError =>
  new HarnessError(
    'CONFIG_INVALID',
    `The configuration file "${file}" cannot be read: its name has to end in one of ${extensions.join(', ')}. Rename it.`,
  );

/** Whoever has more problems than these has made one mistake many times. */
const shownProblems = 50;

/** @param lines one line for each problem. */
export const configInvalid = (configFile: string | null, lines: readonly string[]): HarnessError => {
  const source = configFile === null ? 'The configuration' : `The configuration in ${configFile}`;
  const count = lines.length === 1 ? 'one problem' : `${lines.length} problems`;
  const shown = lines.slice(0, shownProblems).map((line) => `  - ${line}`);
  const rest = lines.length > shownProblems ? [`  and ${lines.length - shownProblems} more`] : [];
  return new HarnessError(
    'CONFIG_INVALID',
    `${source} has ${count}:\n${[...shown, ...rest].join('\n')}\nCorrect it and run again.`,
  );
};

export const unknownMetric = (metric: string, setting: string, known: readonly string[]): HarnessError =>
  new HarnessError(
    'UNKNOWN_METRIC',
    `Unknown metric "${metric}" in "${setting}"; ${didYouMean(metric, known, 'known metrics')}`,
  );

export const unknownEndpoint = (id: string, known: readonly string[]): HarnessError =>
  new HarnessError(
    'UNKNOWN_ENDPOINT',
    `No target has an endpoint "${id}"; ${didYouMean(id, known, 'the configuration has')}`,
  );

export const unknownTarget = (name: string, known: readonly string[]): HarnessError =>
  new HarnessError('USAGE', `No target is named "${name}"; ${didYouMean(name, known, 'the configuration has')}`);
