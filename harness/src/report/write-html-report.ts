import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReportDocument } from '../model/trace.js';
import { HarnessError } from '../platform/harness-error.js';
import { reportTemplatePath } from '../platform/package-paths.js';
import { embedDocument } from './embed-document.js';

/** Writes the report as one file that opens from disk. A reader never sees half a page. */
export async function writeHtmlReport(
  document: ReportDocument,
  file: string,
  templatePath: string = reportTemplatePath,
): Promise<void> {
  const page = embedDocument(await readTemplate(templatePath), document);
  await writeAtomically(file, page);
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

async function writeAtomically(file: string, content: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(draft, content);
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError(
      'OUTPUT_UNWRITABLE',
      `Cannot write the report to ${file} (${reason}). Check the folder's permissions and free space, or set \`output\`.`,
      { cause },
    );
  }
}
