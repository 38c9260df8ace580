import { appendFile } from 'node:fs/promises';
import { HarnessError } from '../../platform/harness-error.js';
import { formatMarkdown } from '../markdown/format-markdown.js';
import type { Output } from '../output.js';
import type { ReportContext } from '../report-context.js';
import type { Reporter } from '../reporter.js';
import { formatAnnotations } from './annotations.js';

/** Annotates the lines to blame, and writes the summary of the job. Commands go to stderr, because stdout is data. */
export function createGithubReporter({ stderr }: Output, { cwd, github }: ReportContext): Reporter {
  const { workspace, stepSummaryFile } = github ?? { workspace: cwd, stepSummaryFile: null };
  return {
    onRunEnd: async ({ result }) => {
      for (const line of formatAnnotations(result, { cwd, workspace })) stderr.control(`${line}\n`);
      if (stepSummaryFile !== null) await appendSummary(stepSummaryFile, formatMarkdown(result));
    },
  };
}

async function appendSummary(file: string, text: string): Promise<void> {
  await appendFile(file, text).catch((cause: Error) => {
    throw new HarnessError(
      'OUTPUT_UNWRITABLE',
      `Cannot write the summary of the job to ${file} (${cause.message}). Check GITHUB_STEP_SUMMARY.`,
      { cause },
    );
  });
}
