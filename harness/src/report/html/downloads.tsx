import { entriesByMetric } from '../../model/metrics/catalogue.js';
import type { ReportDocument } from '../../model/trace.js';
import { formatCount } from '../format/number.js';
import { formatReadingsCsv } from '../format/readings-csv.js';
import { saveFile } from './save-file.js';

/** The data of the page as files. */
export function Downloads({ report }: { readonly report: ReportDocument }) {
  const thinned = report.traces.filter(({ samples, sampleCount }) =>
    entriesByMetric(samples).some(([, { values }]) => values.length < sampleCount),
  );
  const taken = thinned.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
  return (
    <p class="downloads">
      <span class="muted">Download</span>
      <button
        type="button"
        onClick={() => saveFile('leakline-result.json', 'application/json', JSON.stringify(report.result, null, 2))}
      >
        Result (JSON)
      </button>
      <button type="button" onClick={() => saveFile('leakline-readings.csv', 'text/csv', formatReadingsCsv(report))}>
        Readings (CSV)
      </button>
      {taken === 0 ? null : (
        <span class="muted">
          This page keeps lowest and highest of {formatCount(taken)} samples; all of them are in recording.ndjson.
        </span>
      )}
    </p>
  );
}
