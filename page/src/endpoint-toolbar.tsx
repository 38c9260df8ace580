import type { Verdict } from '../../harness/src/model/result.js';
import { verdictSymbols } from '../../harness/src/report/format/verdict-words.js';
import {
  type EndpointOrder,
  type EndpointRow,
  type EndpointSelection,
  endpointOrders,
  gravestFirst,
  verdictsOf,
} from './select-endpoints.js';

interface ToolbarProps {
  readonly rows: readonly EndpointRow[];
  readonly shown: number;
  readonly selection: EndpointSelection;
  readonly onChange: (selection: EndpointSelection) => void;
}

/** Search, verdict and order of the endpoints; says how many are left. */
export function EndpointToolbar({ rows, shown, selection, onChange }: ToolbarProps) {
  return (
    <search class="toolbar">
      <input
        type="search"
        aria-label="Search endpoints"
        placeholder="Search by endpoint, metric or file"
        value={selection.text}
        onInput={({ currentTarget }) => onChange({ ...selection, text: currentTarget.value })}
      />
      <VerdictFilter
        rows={rows}
        verdict={selection.verdict}
        onChange={(verdict) => onChange({ ...selection, verdict })}
      />
      <label class="order">
        <span>Order</span>
        <select
          value={selection.order}
          onChange={({ currentTarget }) => onChange({ ...selection, order: currentTarget.value as EndpointOrder })}
        >
          {Object.entries(endpointOrders).map(([order, words]) => (
            <option key={order} value={order}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <p class="muted" role="status">
        {shown === rows.length ? `${rows.length} endpoints` : `${shown} of ${rows.length} endpoints`}
      </p>
    </search>
  );
}

interface VerdictFilterProps {
  readonly rows: readonly EndpointRow[];
  readonly verdict: Verdict | null;
  readonly onChange: (verdict: Verdict | null) => void;
}

/** One button for each verdict that occurs, with the number of endpoints that any target has it for. */
function VerdictFilter({ rows, verdict, onChange }: VerdictFilterProps) {
  const counts = gravestFirst
    .map((each) => ({ each, count: rows.filter((row) => verdictsOf(row).includes(each)).length }))
    .filter(({ count }) => count > 0);
  if (counts.length < 2) return null;
  return (
    <fieldset class="verdict-filter">
      <legend class="visually-hidden">Verdict</legend>
      {counts.map(({ each, count }) => (
        <button
          type="button"
          key={each}
          class={`chip chip-${each}`}
          aria-pressed={verdict === each}
          onClick={() => onChange(verdict === each ? null : each)}
        >
          <span aria-hidden="true">{verdictSymbols[each]}</span> {each} {count}
        </button>
      ))}
    </fieldset>
  );
}
