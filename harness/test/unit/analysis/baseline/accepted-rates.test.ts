import { expect } from 'chai';
import { isWithin } from '../../../../src/analysis/baseline/accepted-rates.js';
import type { BaselineRate } from '../../../../src/model/baseline.js';
import { judgedAs } from '../../../support/judgements.js';

/** Whether an undecided count with this upper end is no worse than one with an upper end of 0.01 that was accepted. */
function isAccepted(high: number, verdict: BaselineRate['verdict']): boolean {
  const rate: BaselineRate = { metric: 'fds', unit: 'count', verdict, estimate: 0.005, low: 0, high: 0.01 };
  const perRequest = { estimate: 0.005, low: 0, high };
  const judged = judgedAs('inconclusive', 'fds', 0.005, { perRequest, tolerance: 0.001 });
  return isWithin({ target: 'app', endpoint: 'GET /', date: '2026-01-01', rates: [rate] }, judged);
}

describe('isWithin, of what is undecided', () => {
  it('takes an upper end of up to twice the accepted one, and the tolerance, where that was undecided, too', () => {
    expect(isAccepted(0.0205, 'inconclusive')).to.equal(true);
    expect(isAccepted(0.0215, 'inconclusive')).to.equal(false);
  });

  it('gives no such room where a leak was accepted', () => {
    expect(isAccepted(0.0105, 'leaking')).to.equal(true);
    expect(isAccepted(0.0115, 'leaking')).to.equal(false);
  });
});
