import { readDocument } from './read-document.js';
import { showReport } from './show-report.js';
import 'uplot/dist/uPlot.min.css';
import './styles/base.css';
import './styles/endpoints.css';
import './styles/charts.css';

const root = document.getElementById('report');
if (root !== null) {
  root.replaceChildren();
  showReport(root, readDocument(document));
}
