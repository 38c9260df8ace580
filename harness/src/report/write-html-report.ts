import type { ReportDocument } from '../model/trace.js';
import { embedDocument } from './embed-document.js';
import { readReportTemplate } from './read-report-template.js';
import { writeReportFile } from './write-file.js';

/** Writes the report as one file that opens from disk. A reader never sees half a page. */
export async function writeHtmlReport(document: ReportDocument, file: string, templatePath?: string): Promise<void> {
  const page = embedDocument(await readReportTemplate(templatePath), document);
  await writeReportFile(file, page);
}
