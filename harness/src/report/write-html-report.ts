import { documentElementId } from '../model/page-elements.js';
import type { ReportDocument } from '../model/trace.js';
import { HarnessError } from '../platform/harness-error.js';
import { turningCharacters } from './format/terminal-safe.js';
import { readReportTemplate } from './read-report-template.js';
import { writeReportFile } from './write-file.js';

/**
 * Writes the report as one file that opens from disk. Nobody ever reads half of it.
 *
 * @throws HarnessError `OUTPUT_UNWRITABLE`, or `INTERNAL` when the page is not built.
 */
export async function writeHtmlReport(document: ReportDocument, file: string, templatePath?: string): Promise<void> {
  const page = embedDocument(await readReportTemplate(templatePath), document);
  await writeReportFile(file, page);
}

/** The page reads its data from the element with this id. */
const openingTag = `<script type="application/json" id="${documentElementId}">`;

/** Puts data into the page's template. The data cannot end the script element, whatever text of strangers it holds. */
export function embedDocument(template: string, document: unknown): string {
  const start = template.indexOf(openingTag);
  if (start < 0) {
    throw new HarnessError(
      'INTERNAL',
      `The report page has no place for its data (looked for ${openingTag}). Build it again: npm run build.`,
    );
  }
  const at = start + openingTag.length;
  // The text is sliced and not replaced, because `replace` would read `$&` in the data as a pattern.
  return template.slice(0, at) + toScriptSafeJson(document) + template.slice(at);
}

const turning = new RegExp(`[${turningCharacters}]`, 'g');

const unsafeInScript = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' } as const;

function toScriptSafeJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(turning, ' ')
    .replace(/[<\u2028\u2029]/g, (character) => unsafeInScript[character as keyof typeof unsafeInScript]);
}
