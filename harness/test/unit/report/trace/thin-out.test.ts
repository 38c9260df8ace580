import { expect } from 'chai';
import fc from 'fast-check';
import { thinOut } from '../../../../src/report/trace/thin-out.js';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('thinOut', () => {
  it('leaves few values alone, but for those not read', () => {
    expect(thinOut([3, null, 5])).to.deep.equal([0, 2]);
    expect(thinOut([null])).to.deep.equal([]);
  });

  it('keeps the one peak and the one dip among a million values', () => {
    const values = range(1_000_000).map(() => 10);
    values[777_777] = 99;
    values[123_456] = -5;
    const kept = thinOut(values);
    expect(kept.length).to.be.at.most(2_000);
    expect(kept).to.include.members([0, 123_456, 777_777, 999_999]);
  });

  it('keeps order, ends, extremes and the limit for any series', () => {
    const series = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { minLength: 3, maxLength: 400 });
    fc.assert(
      fc.property(series, fc.integer({ min: 4, max: 60 }), (values, limit) => {
        const kept = thinOut(values, limit);
        const drawn = kept.map((index) => values[index] as number);
        const read = values.filter((value) => value !== null);
        expect(kept).to.deep.equal([...new Set(kept)].sort((a, b) => a - b));
        expect(kept.length).to.be.at.most(limit);
        expect([drawn[0], drawn.at(-1)]).to.deep.equal([read[0], read.at(-1)]);
        expect(Math.max(...drawn)).to.equal(Math.max(...read));
        expect(Math.min(...drawn)).to.equal(Math.min(...read));
      }),
    );
  });
});
