import { expect } from 'chai';
import fc from 'fast-check';
import { downsample } from '../../../../src/report/chart/downsample.js';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('downsample', () => {
  it('leaves few points alone', () => {
    const points = { x: [1, 2], y: [3, null] };
    expect(downsample(points)).to.equal(points);
  });

  it('keeps the one peak and the one dip among a million points', () => {
    const y = range(1_000_000).map(() => 10);
    y[777_777] = 99;
    y[123_456] = -5;
    const drawn = downsample({ x: range(1_000_000), y });
    expect(drawn.x.length).to.be.at.most(2_000);
    expect(drawn.y).to.include.members([99, -5]);
    expect(drawn.x).to.include.members([0, 123_456, 777_777, 999_999]);
  });

  it('skips what was never read', () => {
    const drawn = downsample({ x: range(100), y: range(100).map(() => null) }, 10);
    expect(drawn).to.deep.equal({ x: [0, 99], y: [null, null] });
  });

  it('keeps order, ends, extremes and the limit for any series', () => {
    const series = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { minLength: 3, maxLength: 400 });
    fc.assert(
      fc.property(series, fc.integer({ min: 4, max: 60 }), (y, limit) => {
        const drawn = downsample({ x: range(y.length), y }, limit);
        const numbers = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
        expect(drawn.x).to.deep.equal([...drawn.x].sort((a, b) => a - b));
        expect(drawn.x.length).to.be.at.most(Math.max(limit, 4));
        expect(Math.max(...numbers(drawn.y))).to.equal(Math.max(...numbers(y)));
        expect(Math.min(...numbers(drawn.y))).to.equal(Math.min(...numbers(y)));
      }),
    );
  });
});
