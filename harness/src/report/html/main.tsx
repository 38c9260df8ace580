import { render } from 'preact';
import { findLiveAddress } from './live/find-live-address.js';
import { LivePage } from './live/live-page.js';
import { readDocument } from './read-document.js';
import { showReport } from './show-report.js';
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
  if (live === null) showReport(root, readDocument(document));
  else render(<LivePage address={live} />, root);
}
