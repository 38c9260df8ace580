import { entriesByMetric } from '../../harness/src/model/metrics/catalogue.js';
import type { ReportDocument } from '../../harness/src/model/trace.js';
import { formatCount } from '../../harness/src/report/format/number.js';
import { formatReadingsCsv } from './readings-csv.js';

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

/** Lets the browser save text as a file, without any network. */
function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // Some browsers read the address after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
