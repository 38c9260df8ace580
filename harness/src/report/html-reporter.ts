import type { Reporter } from './reporter.js';
import { writeHtmlReport } from './write-html-report.js';

/** Writes the page to this file, or else to the file that the outcome names. Does nothing when no file is wanted. */
export function createHtmlReporter(file: string | null = null): Reporter {
  return {
    onRunEnd: async ({ reportFile, document }) => {
      const page = file ?? reportFile;
      if (page !== null) await writeHtmlReport(await document(), page);
    },
  };
}
