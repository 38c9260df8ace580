import { render } from 'preact';
import { liveAddressName } from '../../harness/src/model/page-elements.js';
import { Guarded } from './guarded.js';
import { LivePage } from './live/live-page.js';
import { readDocument } from './read-document.js';
import { ReportPage } from './report-page.js';
import 'uplot/dist/uPlot.min.css';
import './styles/base.css';
import './styles/endpoints.css';
import './styles/charts.css';
import './styles/pools.css';
import './styles/processes.css';
import './styles/live.css';
import './styles/print.css';

const root = document.getElementById('report');
if (root !== null) {
  root.replaceChildren();
  const live = findLiveAddress(document);
  render(live === null ? <FinishedPage /> : <LivePage address={live} />, root);
}

/** Where the events of a run come from that this page is to follow; null for a report of a run that is over. */
function findLiveAddress(page: Document): string | null {
  return page.querySelector(`meta[name="${liveAddressName}"]`)?.getAttribute('content') ?? null;
}

/** The report of a run that is over, from the data in this page. */
function FinishedPage() {
  const reading = readDocument(document);
  if ('error' in reading) return <DocumentError reason={reading.error} />;
  return (
    <Guarded part="Report" heading="h1">
      <ReportPage report={reading.report} />
    </Guarded>
  );
}

/** Shown in place of a report whose data is missing. */
function DocumentError({ reason }: { readonly reason: string }) {
  return (
    <main class="page">
      <h1>Nothing to show</h1>
      <p>{reason}</p>
      <p class="muted">
        Write the report again from its recording: <code>leakline report</code>.
      </p>
    </main>
  );
}
