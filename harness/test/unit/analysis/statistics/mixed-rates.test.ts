import { expect } from 'chai';
import { type MixedOutcome, mixedRates } from '../../../../src/analysis/statistics/mixed-rates.js';

const outcome = (requests: Readonly<Record<string, number>>, growth: number): MixedOutcome => ({
  requests: new Map(Object.entries(requests)),
  growth,
});

describe('mixedRates', () => {
  it('finds the part that explains what grew, and by how much', () => {
    const rates = mixedRates(
      [outcome({ a: 1, b: 3, c: 2 }, 6), outcome({ a: 4, b: 1, c: 3 }, 2), outcome({ a: 2, b: 2, c: 1 }, 4)],
      ['a', 'b', 'c'],
    );
    expect(rates.get('b')).to.be.closeTo(2, 0.05);
    expect(rates.get('a')).to.be.below(0.05);
    expect(rates.get('c')).to.be.below(0.05);
  });

  it('leaves parts alike that were always done alike', () => {
    const rates = mixedRates([outcome({ a: 1, b: 1 }, 4), outcome({ a: 3, b: 3 }, 12)], ['a', 'b']);
    expect(rates.get('a')).to.be.closeTo(2, 1e-6);
    expect(rates.get('b')).to.be.closeTo(2, 1e-6);
  });

  it('takes what shrank for no growth, and a part that was never done for none', () => {
    const rates = mixedRates([outcome({ a: 5 }, -3), outcome({ a: 5 }, 0)], ['a', 'b']);
    expect([...rates.values()]).to.deep.equal([0, 0]);
    expect([...mixedRates([], ['a']).values()]).to.deep.equal([0]);
  });
});
