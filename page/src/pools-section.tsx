import type { PoolTrace, ReportDocument, TargetTrace } from '../../harness/src/model/trace.js';
import { formatCount } from '../../harness/src/report/format/number.js';
import { colorEndpoints, type EndpointColors } from './endpoint-colors.js';
import { EndpointLegend } from './endpoint-legend.js';
import { PoolTimeline } from './pool-timeline.js';

/** Every pool that the agent saw: its connections over time, and its gauges. Nothing where there was none. */
export function PoolsSection({ report }: { readonly report: ReportDocument }) {
  const seen = report.traces.flatMap((trace) => (trace.pools ?? []).map((pool) => ({ trace, pool })));
  if (seen.length === 0) return null;
  const colors = colorEndpoints(report);
  return (
    <section aria-labelledby="pools" class="pools">
      <h2 id="pools">Connection pools</h2>
      <p class="muted hint">
        A row is a connection to the database, by the number of the server's process: thick while a request holds it,
        thin while it is idle, in the colour of leaks when it was still held at the last reading. Below: how many are
        open (line), checked out (area) and how many requests wait (dashed). Read five times a second; what is shorter
        falls between.
      </p>
      <EndpointLegend report={report} />
      {seen.map(({ trace, pool }) => (
        <PoolFigure key={`${trace.target} ${pool.pid} ${pool.pool}`} trace={trace} pool={pool} colors={colors} />
      ))}
    </section>
  );
}

interface PoolFigureProps {
  readonly trace: TargetTrace;
  readonly pool: PoolTrace;
  readonly colors: EndpointColors;
}

function PoolFigure({ trace, pool, colors }: PoolFigureProps) {
  const summary = summarize(pool);
  return (
    <figure class="pool">
      <figcaption>
        <span>
          {trace.target}, {pool.pool} of process {pool.pid}
        </span>{' '}
        <span class="muted">{summary}</span>
      </figcaption>
      <PoolTimeline trace={trace} pool={pool} colors={colors} label={`Pool of ${trace.target}: ${summary}`} />
    </figure>
  );
}

function summarize({ max, gauges, connections, unlisted }: PoolTrace): string {
  const most = (values: readonly number[]): string => formatCount(Math.max(0, ...values));
  const seen = `${formatCount(connections.length + unlisted)} connections seen`;
  const rest = unlisted === 0 ? '' : `, ${formatCount(unlisted)} of them not drawn`;
  return `max ${formatCount(max)}; at most ${most(gauges.checkedOut)} checked out, ${most(gauges.waiting)} waiting; ${seen}${rest}`;
}
