import type { Reporter } from './reporter.js';
import { writeHtmlReport } from './write-html-report.js';

/** Writes the page into the file, else where the outcome says; does nothing when no file is wanted. */
export function createHtmlReporter(file: string | null = null): Reporter {
  return {
    onRunEnd: async ({ reportFile, document }) => {
      const page = file ?? reportFile;
      if (page !== null) await writeHtmlReport(await document(), page);
    },
  };
}
