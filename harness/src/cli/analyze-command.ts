import { analyzeFile, createReporters, defaultTerminalReporter, type ExitCode, writeHtmlReport } from '../internal.js';
import type { CliContext } from './cli-context.js';
import { existingRun } from './existing-run.js';

export interface AnalyzeArguments {
  readonly recordingFile: string;
  readonly json: boolean;
  /** Where to write the HTML report; null for none. */
  readonly htmlFile: string | null;
}

/** `leakline analyze`: judges a saved recording again, by the code that judged it live. */
export async function analyzeCommand(given: AnalyzeArguments, { cwd, output }: CliContext): Promise<ExitCode> {
  const { result, document } = await analyzeFile(existingRun(given.recordingFile, cwd, 'RECORDING_UNREADABLE'));
  const name = given.json ? 'json' : defaultTerminalReporter(output, true);
  const reporter = await createReporters([{ name, file: null }], output, { cwd, github: null });
  // Not by the reporter, whose failure is only a warning: this file was asked for by name.
  if (given.htmlFile !== null) await writeHtmlReport(document(), given.htmlFile);
  await reporter.onRunEnd?.({ result, directory: null, reportFile: given.htmlFile, document });
  return result.exitCode;
}
