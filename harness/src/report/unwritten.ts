import { existsSync } from 'node:fs';
import type { ExitCode, RunResult, Warning } from '../model/result.js';
import type { RunOutcome } from './reporter.js';

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The warning for a reporter that failed. */
export const reporterFailed = (name: string, error: unknown): Warning => ({
  code: 'OUTPUT_UNWRITABLE',
  message: `the ${name} reporter failed: ${textOf(error)}`,
});

/**
 * The exit code of a run whose output could not be written. A clean or undecided run then counts as failed, but a leak stays a leak, and an
 * interrupted run stays interrupted.
 */
export const exitCodeWhenUnwritten = (exitCode: ExitCode): ExitCode =>
  exitCode === 0 || exitCode === 2 ? 3 : exitCode;

/**
 * Adds what could not be written to a result, and sets the exit code that follows from it. The verdicts stay as they
 * are.
 */
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

/** The outcome with only the paths of files that exist, so that nobody looks for a file that could not be written. */
export const withWrittenFiles = (outcome: RunOutcome): RunOutcome => ({
  ...outcome,
  directory: ifThere(outcome.directory),
  reportFile: ifThere(outcome.reportFile),
});
