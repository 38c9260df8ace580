import type { ReportDocument } from '../../model/trace.js';

/** Must be the same as in `embed-document.ts`. */
const elementId = 'leakline-document';

export type DocumentReading = { readonly report: ReportDocument } | { readonly error: string };

/** The data that the run put into this page. */
export function readDocument(page: Document): DocumentReading {
  const json = page.getElementById(elementId)?.textContent ?? '';
  if (json.trim() === '') return { error: 'This page is the empty template: no run has put its data into it.' };
  try {
    return { report: JSON.parse(json) as ReportDocument };
  } catch (error) {
    return { error: `The data in this page cannot be read (${String(error)}). The file may have been cut off.` };
  }
}
