import { render } from 'preact';
import { DocumentError } from './document-error.js';
import { Guarded } from './guarded.js';
import type { DocumentReading } from './read-document.js';
import { ReportPage } from './report-page.js';

/**
 * Draws the page from its data. May be called again with newer data: what the reader has opened, chosen and scrolled to
 * stays.
 */
export function showReport(root: HTMLElement, reading: DocumentReading): void {
  render(
    'error' in reading ? (
      <DocumentError reason={reading.error} />
    ) : (
      <Guarded part="Report" heading="h1">
        <ReportPage report={reading.report} />
      </Guarded>
    ),
    root,
  );
}
