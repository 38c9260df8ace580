import { documentElementId } from '../../harness/src/model/page-elements.js';
import type { ReportDocument } from '../../harness/src/model/trace.js';

export type DocumentReading = { readonly report: ReportDocument } | { readonly error: string };

/** The data that the run put into this page. */
export function readDocument(page: Document): DocumentReading {
  const json = page.getElementById(documentElementId)?.textContent ?? '';
  if (json.trim() === '') return { error: 'This page is the empty template: no run has put its data into it.' };
  try {
    const report: unknown = JSON.parse(json);
    return isReport(report) ? { report } : { error: 'The data in this page is no report of Leakline.' };
  } catch (error) {
    return { error: `The data in this page cannot be read (${String(error)}). The file may have been cut off.` };
  }
}

const hasKeys = (value: unknown, keys: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key));

/** Enough to draw a page at all: what lies deeper is guarded where it is drawn. */
const isReport = (value: unknown): value is ReportDocument =>
  hasKeys(value, ['result', 'traces', 'metrics']) &&
  hasKeys((value as ReportDocument).result, ['targets', 'environment']) &&
  Array.isArray((value as ReportDocument).result.targets);
