import { existsSync } from 'node:fs';
import type { ExitCode, RunResult, Warning } from '../model/result.js';
import type { RunOutcome } from './reporter.js';

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A reporter that did not do what it was asked to do. */
export const reporterFailed = (name: string, error: unknown): Warning => ({
  code: 'OUTPUT_UNWRITABLE',
  message: `the ${name} reporter failed: ${textOf(error)}`,
});

/** What could not be written did not pass; a leak that was found stays one, and an interrupted run interrupted. */
export const exitCodeWhenUnwritten = (exitCode: ExitCode): ExitCode =>
  exitCode === 0 || exitCode === 2 ? 3 : exitCode;

/** The result with what could not be written, and the exit code that is left. The verdicts stay as they are. */
export function withUnwritten(result: RunResult, unwritten: readonly Warning[]): RunResult {
  if (unwritten.length === 0) return result;
  return {
    ...result,
    expectationsMet: false,
    exitCode: exitCodeWhenUnwritten(result.exitCode),
    warnings: [...result.warnings, ...unwritten],
  };
}

const ifThere = (file: string | null): string | null => (file !== null && existsSync(file) ? file : null);

/** The outcome with the paths of what is there: nobody is to be sent to look for what could not be written. */
export const withWrittenFiles = (outcome: RunOutcome): RunOutcome => ({
  ...outcome,
  directory: ifThere(outcome.directory),
  reportFile: ifThere(outcome.reportFile),
});
