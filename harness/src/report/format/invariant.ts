import type { InvariantResult } from '../../model/invariant.js';

/** Shows every digit, because values may differ in the last one. */
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 9 });

/** For example `12,288`. */
export const formatInvariantNumber = (value: number): string => exact.format(value);

/** For example `12,288`, or `12,288 to 12,290` when requests got no answer. Null when it is not known. */
export function formatExpectedNumber({ expected, slack }: InvariantResult): string | null {
  if (expected === null) return null;
  const least = formatInvariantNumber(expected);
  return slack === 0 ? least : `${least} to ${formatInvariantNumber(expected + slack)}`;
}

/** For example `stored hits: changed by 11,902, expected 12,288 (2xx answers of POST /api/hit): 386 too few, …`. */
export function formatInvariant(invariant: InvariantResult): string {
  const { name, observed, compares, expectedFrom, reason } = invariant;
  const verb = compares === 'change' ? 'changed by' : 'is';
  const seen = observed === null ? 'not measured' : `${verb} ${formatInvariantNumber(observed)}`;
  const expected = formatExpectedNumber(invariant);
  return `${name}: ${seen}, expected ${expected === null ? '' : `${expected} `}(${expectedFrom}): ${reason}`;
}
