import type { ReportDocument } from '../../model/trace.js';
import { colorEndpoints } from './endpoint-colors.js';

/** Which colour of the strip below the charts is which endpoint. */
export function EndpointLegend({ report }: { readonly report: ReportDocument }) {
  return (
    <ul class="endpoint-legend">
      {[...colorEndpoints(report)].map(([id, color]) => (
        <li key={id}>
          <span class="swatch" style={{ background: `var(--endpoint-${color})` }} />
          <code>{id}</code>
        </li>
      ))}
    </ul>
  );
}
