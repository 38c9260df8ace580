import { readFile } from 'node:fs/promises';
import type { ReportDocument } from '../model/trace.js';
import { HarnessError } from '../platform/harness-error.js';
import { reportTemplatePath } from '../platform/package-paths.js';
import { embedDocument } from './embed-document.js';
import { writeReportFile } from './write-file.js';

/** Writes the report as one file that opens from disk. A reader never sees half a page. */
export async function writeHtmlReport(
  document: ReportDocument,
  file: string,
  templatePath: string = reportTemplatePath,
): Promise<void> {
  const page = embedDocument(await readTemplate(templatePath), document);
  await writeReportFile(file, page);
}

async function readTemplate(templatePath: string): Promise<string> {
  try {
    return await readFile(templatePath, 'utf8');
  } catch (cause) {
    throw new HarnessError(
      'INTERNAL',
      `The report page is not built: cannot read ${templatePath}. In a checkout, run: npm run build.`,
      { cause },
    );
  }
}
