import path from 'node:path';
import type { Command } from 'commander';
import { type ExitCode, formatMarkdown, openFile, openRun, writeHtmlReport } from '../internal.js';
import type { CliContext } from './cli-context.js';
import { existingRun } from './existing-run.js';

export interface ReportArguments {
  /** Folder of a run, or one of its files. */
  readonly run: string;
  readonly open: boolean;
  readonly markdown: boolean;
  /** Null for `report.html` in the run's folder. */
  readonly htmlFile: string | null;
}

/** `leakline report`: renders a finished run again. A leak in the run is not a failure of this command. */
export async function reportCommand(given: ReportArguments, context: CliContext): Promise<ExitCode> {
  const { cwd, environment, output } = context;
  const { result, document, directory } = await openRun(existingRun(given.run, cwd, 'RECORDING_UNREADABLE'));
  if (given.markdown) output.stdout.write(formatMarkdown(result));
  if (given.markdown && !given.open && given.htmlFile === null) return 0;
  const page = given.htmlFile === null ? path.join(directory, 'report.html') : path.resolve(cwd, given.htmlFile);
  await writeHtmlReport(document(), page);
  const told = given.markdown ? output.stderr : output.stdout;
  told.write(`${page}\n`);
  if (given.open && !(await openFile(page, environment))) {
    output.stderr.write('No program here can open a page; open the file above in a browser.\n');
  }
  return 0;
}

const reportExamples = `
Examples:
  $ leakline report --open                     the latest run, in the browser
  $ leakline report reports/2026-05-04T10-15-00-000Z --html leaks.html
  $ leakline report --markdown > comment.md    for a pull request`;

interface ReportOptionValues {
  readonly open?: boolean;
  readonly html?: string;
  readonly markdown?: boolean;
}

/** Adds `leakline report`. */
export function addReportCommand(program: Command, report: (given: ReportArguments) => Promise<void>): void {
  program
    .command('report')
    .description('render a finished run: the page, or Markdown')
    .argument('[run]', 'folder of a run', 'reports/latest')
    .option('--open', 'open the page in the browser')
    .option('--html <file>', "write the page there (default: report.html in the run's folder)")
    .option('--markdown', 'print a comment for a pull request on stdout')
    .addHelpText('after', reportExamples)
    .action((run: string, { open, html, markdown }: ReportOptionValues) =>
      report({ run, open: open === true, markdown: markdown === true, htmlFile: html ?? null }),
    );
}
