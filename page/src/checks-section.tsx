import type { BudgetResult, CheckOutcome } from '../../harness/src/model/budget.js';
import type { InvariantResult } from '../../harness/src/model/invariant.js';
import type { TargetResult } from '../../harness/src/model/result.js';
import { formatBudgetLimit, formatBudgetName, formatBudgetNumber } from '../../harness/src/report/format/budget.js';
import { checkMoods } from '../../harness/src/report/format/check-words.js';
import { formatFraction, trimZeros } from '../../harness/src/report/format/number.js';
import { verdictSymbols } from '../../harness/src/report/format/verdict-words.js';

/** Limits and promises of the configuration, and whether each was kept. Absent without any. */
export function ChecksSection({ targets }: { readonly targets: readonly TargetResult[] }) {
  const checked = targets.filter(({ budgets, invariants }) => budgets.length + invariants.length > 0);
  if (checked.length === 0) return null;
  return (
    <section aria-labelledby="checks">
      <h2 id="checks">Budgets and invariants</h2>
      <div class="columns">
        {checked.map((target) => (
          <ChecksTable key={target.name} target={target} />
        ))}
      </div>
    </section>
  );
}

function ChecksTable({ target }: { readonly target: TargetResult }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section class="scroller" tabIndex={0} aria-label={`Budgets and invariants of ${target.name}`}>
      <table class="checks">
        <caption>{target.name}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Seen</th>
            <th scope="col">Wanted</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {target.budgets.map((budget) => (
            <CheckRow key={budget.name} {...budgetCells(budget)} />
          ))}
          {target.invariants.map((invariant) => (
            <CheckRow key={`invariant ${invariant.name}`} {...invariantCells(invariant)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CheckCells {
  readonly name: string;
  readonly seen: string;
  readonly wanted: string;
  readonly outcome: CheckOutcome;
  readonly reason: string;
}

const budgetCells = (budget: BudgetResult): CheckCells => ({
  name: formatBudgetName(budget),
  seen: budget.observed === null ? 'not measured' : formatBudgetNumber(budget.observed, budget.unit),
  wanted: formatBudgetLimit(budget),
  outcome: budget.outcome,
  reason: budget.reason,
});

const invariantCells = ({ name, observed, expected, expectedFrom, outcome, reason }: InvariantResult): CheckCells => ({
  name,
  seen: numberWords(observed),
  wanted: `${numberWords(expected)} (${expectedFrom})`,
  outcome,
  reason,
});

const numberWords = (value: number | null): string =>
  value === null ? 'not measured' : trimZeros(formatFraction(value));

function CheckRow({ name, seen, wanted, outcome, reason }: CheckCells) {
  const mood = checkMoods[outcome];
  return (
    <>
      <tr class="check-row">
        <th scope="row">{name}</th>
        <td>{seen}</td>
        <td>{wanted}</td>
        <td>
          <span class={`badge badge-${mood}`}>
            <span aria-hidden="true">{verdictSymbols[mood]}</span> {outcome}
          </span>
        </td>
      </tr>
      <tr class="check-reason">
        <td colSpan={4} class="muted">
          {reason}
        </td>
      </tr>
    </>
  );
}
