import { readFile } from 'node:fs/promises';
import { HarnessError } from '../platform/harness-error.js';
import { reportTemplatePath } from '../platform/package-paths.js';

/** The built page of a report, into which its data is put. */
export async function readReportTemplate(file: string = reportTemplatePath): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new HarnessError(
      'INTERNAL',
      `The report page is not built: cannot read ${file}. In a checkout, run: npm run build.`,
      { cause },
    );
  }
}
