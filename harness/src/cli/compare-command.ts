import type { Command } from 'commander';
import { compareFiles, type ExitCode, formatComparison, toTerminalSafeJson } from '../internal.js';
import type { CliContext } from './cli-context.js';
import { existingRun } from './existing-run.js';

export interface CompareArguments {
  readonly before: string;
  readonly after: string;
  readonly json: boolean;
}

/** `leakline compare`: tells what got better between two runs, what got worse, and where no difference can be seen. */
export async function compareCommand(given: CompareArguments, { cwd, output }: CliContext): Promise<ExitCode> {
  const placeOf = (named: string): string => existingRun(named, cwd, 'RESULT_UNREADABLE');
  const comparison = await compareFiles(placeOf(given.before), placeOf(given.after));
  const text = given.json ? `${toTerminalSafeJson(comparison, 2)}\n` : formatComparison(comparison, output);
  output.stdout.write(text);
  return comparison.exitCode;
}

const compareExamples = `
Each run is given by its folder, its result.json or its recording.ndjson.

Examples:
  $ leakline compare reports/main reports/latest
  $ leakline compare before/result.json after/recording.ndjson --json

Exit codes: 0 not worse, 1 worse, 2 cannot tell.`;

/** Adds `leakline compare`. */
export function addCompareCommand(program: Command, compare: (given: CompareArguments) => Promise<void>): void {
  program
    .command('compare')
    .description('compare two runs, metric by metric: better, worse, or cannot tell')
    .argument('<before>', 'the earlier run')
    .argument('<after>', 'the later run')
    .option('--json', 'print the comparison as JSON on stdout')
    .addHelpText('after', compareExamples)
    .action((before: string, after: string, { json }: { readonly json?: boolean }) =>
      compare({ before, after, json: json === true }),
    );
}
