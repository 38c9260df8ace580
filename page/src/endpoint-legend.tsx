import type { ReportDocument } from '../../harness/src/model/trace.js';
import { colorEndpoints } from './endpoint-colors.js';

/** Which colour of the strip below the charts is which endpoint. */
export function EndpointLegend({ report }: { readonly report: ReportDocument }) {
  const hasGroups = report.traces.some(({ blocks }) => blocks.some(({ together }) => together !== undefined));
  return (
    <ul class="endpoint-legend">
      {[...colorEndpoints(report)].map(([id, color]) => (
        <li key={id}>
          <span class="swatch" style={{ background: `var(--endpoint-${color})` }} />
          <code>{id}</code>
        </li>
      ))}
      {hasGroups ? (
        <li>
          <span class="swatch" style={{ background: 'var(--muted)' }} />
          several together
        </li>
      ) : null}
    </ul>
  );
}
