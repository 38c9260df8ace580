import type { Reporter } from './reporter.js';
import { writeHtmlReport } from './write-html-report.js';

/** Writes the page where the outcome says; does nothing when no file is wanted. */
export function createHtmlReporter(): Reporter {
  return {
    onRunEnd: async ({ reportFile, document }) => {
      if (reportFile !== null) await writeHtmlReport(await document(), reportFile);
    },
  };
}
