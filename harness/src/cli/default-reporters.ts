import { defaultTerminalReporter, type ReportContext, type ReporterRequest } from '../internal.js';
import type { CliContext } from './cli-context.js';

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== 'false';

/** What reporters may know about their surroundings. It is read from the environment once. */
export function reportContextOf({ cwd, environment }: Pick<CliContext, 'cwd' | 'environment'>): ReportContext {
  const { GITHUB_ACTIONS, GITHUB_WORKSPACE, GITHUB_STEP_SUMMARY } = environment;
  if (!isSet(GITHUB_ACTIONS)) return { cwd, github: null };
  return { cwd, github: { workspace: GITHUB_WORKSPACE || cwd, stepSummaryFile: GITHUB_STEP_SUMMARY || null } };
}

interface Wanted {
  /** The reporters given by `--reporter`. */
  readonly reporters: readonly ReporterRequest[];
  readonly html: boolean;
}

const terminalNames: readonly string[] = ['list', 'compact'];

/**
 * The reporters that were asked for. Adds one for the terminal unless one is named, and those that CI and the run's
 * folder need.
 */
export function chooseReporters(wanted: Wanted, { output, environment }: CliContext): readonly ReporterRequest[] {
  const { reporters } = wanted;
  const lacks = (name: string): boolean => !reporters.some((request) => request.name === name);
  const add = (name: string, isWanted: boolean): readonly ReporterRequest[] =>
    isWanted && lacks(name) ? [{ name, file: null }] : [];
  return [
    ...reporters,
    ...add(defaultTerminalReporter(output, isSet(environment.CI)), terminalNames.every(lacks)),
    ...add('html', wanted.html),
    ...add('github', isSet(environment.GITHUB_ACTIONS)),
  ];
}
