import { useRef } from 'preact/hooks';
import { type DeepLink, endpointLink } from '../format/deep-link.js';
import { EndpointCard } from './endpoint-card.js';
import type { EndpointRow } from './select-endpoints.js';
import { useScrollTo } from './use-scroll-to.js';

interface RowProps {
  readonly row: EndpointRow;
  /** Present when the address points at this endpoint. */
  readonly link: Extract<DeepLink, { section: 'endpoints' }> | null;
}

/** One endpoint, with a column for each target. */
export function EndpointRowView({ row, link }: RowProps) {
  const { id, results } = row;
  const article = useRef<HTMLElement>(null);
  const goal = results.findIndex(({ endpoint }) => endpoint?.metrics.some(({ metric }) => metric === link?.metric));
  useScrollTo(article, link?.metric === null ? link : null);
  return (
    <article class={`endpoint ${link === null ? '' : 'linked'}`} ref={article} tabIndex={-1} aria-label={id}>
      <h3>
        <code>{id}</code>{' '}
        <a class="anchor" href={endpointLink(id)} aria-label={`Link to ${id}`}>
          #
        </a>
      </h3>
      <div class="columns">
        {results.map(({ target, endpoint }, index) => (
          <div class="cell" key={target.name}>
            {results.length === 1 ? null : <p class="cell-target">{target.name}</p>}
            {endpoint === null ? (
              <p class="muted">not driven here</p>
            ) : (
              <EndpointCard endpoint={endpoint} link={link} isGoal={index === goal} />
            )}
          </div>
        ))}
      </div>
    </article>
  );
}
