import {
  builtinReporterNames,
  dataReporterNames,
  didYouMean,
  HarnessError,
  type ReporterRequest,
} from '../internal.js';

const names: readonly string[] = builtinReporterNames;

/** Whether this is a path. A path has a slash or an extension, a name has neither. */
const isPath = (name: string): boolean => /[/\\]|\.[cm]?js$/.test(name);

/** Reads `list,junit=reports/junit.xml,./mine.mjs`; the option may be given several times. */
export function parseReporters(text: string, sofar: readonly ReporterRequest[]): readonly ReporterRequest[] {
  const requests = [...sofar, ...text.split(',').map(parseReporter)];
  const onStdout = requests.filter(({ name, file }) => file === null && dataReporterNames.includes(name));
  if (onStdout.length < 2) return requests;
  const [first, second] = onStdout.map(({ name }) => name);
  throw new HarnessError(
    'USAGE',
    `Only one reporter can have stdout, not both ${first} and ${second}: give one of them a file, e.g. --reporter ${second}=reports/${second}.txt.`,
  );
}

/** Adds `json`, for `--json` beside reporters given by name. */
export function withJson(reporters: readonly ReporterRequest[]): readonly ReporterRequest[] {
  const isThere = reporters.some(({ name, file }) => name === 'json' && file === null);
  return isThere ? reporters : parseReporters('json', reporters);
}

function parseReporter(text: string): ReporterRequest {
  const [name = '', file = null] = text.split(/=(.*)/s).map((part) => part.trim());
  if (!names.includes(name) && !isPath(name)) {
    throw new HarnessError(
      'USAGE',
      `There is no reporter "${name}"; ${didYouMean(name, names, 'built in are')} Your own is given by its path, e.g. ./my-reporter.mjs.`,
    );
  }
  if (file === '') throw new HarnessError('USAGE', `--reporter ${name}= names no file; write ${name}=path.`);
  if (file !== null && name === 'github') {
    throw new HarnessError('USAGE', `The github reporter writes into the job's own summary, not into "${file}".`);
  }
  return { name, file };
}
