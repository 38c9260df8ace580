import { expect } from 'chai';
import { isFlat, sharedRange } from '../../../src/chart/y-range.js';

describe('shared vertical axis', () => {
  it('holds every series', () => {
    const range = sharedRange(
      [
        [4, 5, null],
        [4, 120],
      ],
      'count',
    );
    expect(range?.min).to.be.at.most(4);
    expect(range?.max).to.be.at.least(120);
  });

  it('does not blow jitter up to mountains', () => {
    const range = sharedRange([[13_400_000, 13_401_000]], 'bytes');
    expect((range?.max ?? 0) - (range?.min ?? 0)).to.be.at.least(100_000);
  });

  it('goes below zero by no more than its margin', () =>
    expect(sharedRange([[0, 0]], 'count')?.min).to.be.closeTo(-0.32, 1e-9));
  it('is null when nothing was read', () => expect(sharedRange([[null], []], 'count')).to.equal(null));
  it('knows a metric that never moved', () => {
    expect(isFlat([[4, null, 4], []])).to.equal(true);
    expect(
      isFlat([
        [4, 4],
        [4, 5],
      ]),
    ).to.equal(false);
    expect(
      isFlat([
        [4, 4],
        [9, 9],
      ]),
    ).to.equal(true);
  });
});
