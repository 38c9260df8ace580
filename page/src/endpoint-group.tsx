import { useEffect, useState } from 'preact/hooks';
import type { ReportDocument } from '../../harness/src/model/trace.js';
import { summarizeEndpoint } from '../../harness/src/report/format/endpoint-summary.js';
import { mergeEndpoints } from '../../harness/src/report/format/merge-undecided.js';
import { type DeepLink, endpointLink } from './deep-link.js';
import type { EndpointColors } from './endpoint-colors.js';
import { EndpointRowView } from './endpoint-row.js';
import { Prose } from './prose.js';
import type { EndpointRow } from './select-endpoints.js';
import { UndecidedWords } from './undecided-words.js';
import { VerdictBadge } from './verdict-badge.js';

interface GroupProps {
  readonly report: ReportDocument;
  readonly rows: readonly EndpointRow[];
  readonly colors: EndpointColors;
  /** Present when the address points at one of these endpoints. */
  readonly link: Extract<DeepLink, { section: 'endpoints' }> | null;
}

/** Endpoints that are undecided for the same reason: said once, with each of them folded away beneath. */
export function EndpointGroupView({ rows, ...props }: GroupProps) {
  const name = `${rows.length} endpoints, undecided for the same reason`;
  return (
    <article class="endpoint" aria-label={name}>
      <h3>{name}</h3>
      <ul class="merged">
        {rows.map(({ id }) => (
          <li key={id}>
            <a href={endpointLink(id)}>
              <code>{id}</code>
            </a>
          </li>
        ))}
      </ul>
      <MergedCells rows={rows} />
      <EachRow rows={rows} {...props} />
    </article>
  );
}

/** What holds for all of them, with a column for each target. */
function MergedCells({ rows }: Pick<GroupProps, 'rows'>) {
  const targets = rows[0]?.results.map(({ target }) => target.name) ?? [];
  return (
    <div class="columns">
      {targets.map((target, index) => {
        const endpoints = rows.flatMap(({ results }) => results[index]?.endpoint ?? []);
        return (
          <div class="cell" key={target}>
            {targets.length === 1 ? null : <p class="cell-target">{target}</p>}
            {endpoints.length === 0 ? (
              <p class="muted">not driven here</p>
            ) : (
              <MergedCard endpoint={mergeEndpoints(endpoints)} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function MergedCard({ endpoint }: { readonly endpoint: ReturnType<typeof mergeEndpoints> }) {
  const { headline, metric } = summarizeEndpoint(endpoint);
  return (
    <>
      <p class="headline">
        <VerdictBadge verdict={endpoint.verdict} /> <span>{headline}</span>
      </p>
      <UndecidedWords metric={metric} />
      {endpoint.advice === '' ? null : (
        <p class="advice">
          <Prose text={endpoint.advice} />
        </p>
      )}
    </>
  );
}

/** Drawn when someone asks, or follows a link to one of them. */
function EachRow({ rows, link, ...props }: GroupProps) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (link !== null) setOpen(true);
  }, [link]);
  return (
    <details class="each-endpoint" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Each of the {rows.length}, with its metrics</summary>
      {isOpen
        ? rows.map((row) => (
            <EndpointRowView key={row.id} row={row} link={link?.endpoint === row.id ? link : null} {...props} />
          ))
        : null}
    </details>
  );
}
