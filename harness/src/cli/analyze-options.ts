import type { Command } from 'commander';
import type { AnalyzeArguments } from './analyze-command.js';

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
