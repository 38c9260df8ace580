import type { TargetResult } from '../../model/result.js';
import { EndpointCard } from './endpoint-card.js';

/** Endpoints as rows and targets as columns, so that twins can be compared line by line. */
export function EndpointsSection({ targets }: { readonly targets: readonly TargetResult[] }) {
  const ids = [...new Set(targets.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)))];
  if (ids.length === 0) return null;
  return (
    <section aria-labelledby="endpoints">
      <h2 id="endpoints">Endpoints</h2>
      {ids.map((id) => (
        <article class="endpoint" key={id}>
          <h3>
            <code>{id}</code>
          </h3>
          <div class="columns">
            {targets.map((target) => (
              <EndpointCell key={target.name} id={id} target={target} isAlone={targets.length === 1} />
            ))}
          </div>
        </article>
      ))}
    </section>
  );
}

interface CellProps {
  readonly id: string;
  readonly target: TargetResult;
  readonly isAlone: boolean;
}

function EndpointCell({ id, target, isAlone }: CellProps) {
  const endpoint = target.endpoints.find((each) => each.id === id);
  return (
    <div class="cell">
      {isAlone ? null : <p class="cell-target">{target.name}</p>}
      {endpoint === undefined ? <p class="muted">not driven here</p> : <EndpointCard endpoint={endpoint} />}
    </div>
  );
}
