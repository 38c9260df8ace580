import { expect } from 'chai';
import { formatDuration, formatMoment, formatRoughly } from '../../../../src/report/format/duration.js';

describe('durations and moments', () => {
  const durations: readonly (readonly [number, string])[] = [
    [0, '0 ms'],
    [850, '850 ms'],
    [999.7, '1.0 s'],
    [9_040, '9.0 s'],
    [59_949, '59.9 s'],
    [59_990, '1 min 00 s'],
    [65_000, '1 min 05 s'],
  ];
  for (const [ms, text] of durations) it(`writes ${ms} ms as ${text}`, () => expect(formatDuration(ms)).to.equal(text));

  const estimates: readonly (readonly [number, string])[] = [
    [200, '1 s'],
    [7_900, '8 s'],
    [38_300, '40 s'],
    [58_000, '1 min 00 s'],
    [103_000, '1 min 40 s'],
  ];
  for (const [ms, text] of estimates)
    it(`writes an estimate of ${ms} ms as ${text}`, () => expect(formatRoughly(ms)).to.equal(text));

  it('writes a moment in UTC', () =>
    expect(formatMoment('2026-05-04T12:15:00+02:00')).to.equal('2026-05-04 10:15:00 UTC'));
  it('shows a broken date as it is', () => expect(formatMoment('soon')).to.equal('soon'));
});
