import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ReportDocument } from '../../harness/src/model/trace.js';
import type { DeepLink } from './deep-link.js';
import { colorEndpoints } from './endpoint-colors.js';
import { EndpointGroupView } from './endpoint-group.js';
import { EndpointRowView } from './endpoint-row.js';
import { EndpointToolbar } from './endpoint-toolbar.js';
import { endpointRows, everyEndpoint, groupUndecided, selectEndpoints } from './select-endpoints.js';

interface EndpointsProps {
  readonly report: ReportDocument;
  readonly link: DeepLink | null;
}

/** Endpoints as rows and targets as columns, so that twins can be compared line by line. */
export function EndpointsSection({ report, link }: EndpointsProps) {
  const [selection, setSelection] = useState(everyEndpoint);
  const rows = useMemo(() => endpointRows(report.result.targets), [report]);
  const colors = useMemo(() => colorEndpoints(report), [report]);
  const shown = useMemo(() => selectEndpoints(rows, selection), [rows, selection]);
  const groups = useMemo(() => groupUndecided(shown), [shown]);
  const wanted = link?.section === 'endpoints' ? link : null;
  useEffect(() => {
    // A link must lead to its endpoint even where a filter hides it.
    if (wanted !== null) setSelection(({ order }) => ({ ...everyEndpoint, order }));
  }, [wanted]);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="endpoints">
      <h2 id="endpoints">Endpoints</h2>
      {rows.length === 1 ? null : (
        <EndpointToolbar rows={rows} shown={shown.length} selection={selection} onChange={setSelection} />
      )}
      <p class="muted hint">
        Growth for each request sent, with the interval in which it lies; the shaded band is the tolerance below which
        growth counts as clean. <a href="#how-to-read">How to read this</a>
      </p>
      {groups.map((group) => {
        const [row] = group;
        if (row === undefined) return null;
        const props = { report, colors, link: group.some(({ id }) => id === wanted?.endpoint) ? wanted : null };
        return group.length === 1 ? (
          <EndpointRowView key={row.id} row={row} {...props} />
        ) : (
          <EndpointGroupView key={row.id} rows={group} {...props} />
        );
      })}
      {shown.length === 0 ? (
        <p class="nothing">
          No endpoint matches.{' '}
          <button type="button" class="plain" onClick={() => setSelection(everyEndpoint)}>
            Show all {rows.length}
          </button>
        </p>
      ) : null}
    </section>
  );
}
