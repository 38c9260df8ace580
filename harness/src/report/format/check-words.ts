import type { CheckOutcome } from '../../model/budget.js';
import type { Verdict } from '../../model/result.js';

/** The verdict whose symbol and colour show the outcome of a budget or an invariant. */
export const checkMoods = { kept: 'clean', broken: 'leaking', unmeasured: 'inconclusive' } as const satisfies Record<
  CheckOutcome,
  Verdict
>;
