import { render } from 'preact';
import { DocumentError } from './document-error.js';
import { readDocument } from './read-document.js';
import { ReportPage } from './report-page.js';
import 'uplot/dist/uPlot.min.css';
import './styles/base.css';
import './styles/endpoints.css';
import './styles/charts.css';

const root = document.getElementById('report');
const reading = readDocument(document);
if (root !== null) {
  root.replaceChildren();
  render('error' in reading ? <DocumentError reason={reading.error} /> : <ReportPage report={reading.report} />, root);
}
