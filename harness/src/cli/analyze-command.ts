import type { Command } from 'commander';
import { analyzeFile, createReporters, defaultTerminalReporter, type ExitCode, writeHtmlReport } from '../internal.js';
import type { CliContext } from './cli-context.js';
import { existingRun } from './existing-run.js';

export interface AnalyzeArguments {
  readonly recordingFile: string;
  readonly json: boolean;
  /** Where to write the HTML report; null for none. */
  readonly htmlFile: string | null;
}

/** `leakline analyze`: judges a saved recording again, with the code that judged it during the run. */
export async function analyzeCommand(given: AnalyzeArguments, { cwd, output }: CliContext): Promise<ExitCode> {
  const { result, document } = await analyzeFile(existingRun(given.recordingFile, cwd, 'RECORDING_UNREADABLE'));
  const name = given.json ? 'json' : defaultTerminalReporter(output, true);
  const reporter = await createReporters([{ name, file: null }], output, { cwd, github: null });
  // This file was asked for by name, so it is not left to the reporter, whose failure is only a warning.
  if (given.htmlFile !== null) await writeHtmlReport(document(), given.htmlFile);
  await reporter.onRunEnd?.({ result, directory: null, reportFile: given.htmlFile, document });
  return result.exitCode;
}

interface AnalyzeOptionValues {
  readonly json?: boolean;
  readonly html?: string;
}

/** Adds `leakline analyze`. */
export function addAnalyzeCommand(program: Command, analyze: (given: AnalyzeArguments) => Promise<void>): void {
  program
    .command('analyze')
    .description('judge a saved recording again, without running anything')
    .argument('<recording>', 'a recording.ndjson below reports/')
    .option('--json', 'print the result as JSON on stdout')
    .option('--html <file>', 'write the HTML report there')
    .addHelpText('after', '\nExamples:\n  $ leakline analyze reports/latest/recording.ndjson --html report.html')
    .action((recordingFile: string, { json, html }: AnalyzeOptionValues) =>
      analyze({ recordingFile, json: json === true, htmlFile: html ?? null }),
    );
}
