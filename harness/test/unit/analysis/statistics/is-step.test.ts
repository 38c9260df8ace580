import { expect } from 'chai';
import { theilSenLine } from '../../../../src/analysis/statistics/is-step.js';

const points = (...values: readonly number[]) => values.map((y, x) => ({ x, y }));

describe('theilSenLine', () => {
  it('goes through points on a line', () => {
    expect(theilSenLine(points(3, 5, 7, 9))).to.deep.equal({ slope: 2, intercept: 3 });
  });

  it('is not moved by one point that lies elsewhere', () => {
    expect(theilSenLine(points(3, 5, 7, 900, 11, 13, 15))).to.deep.equal({ slope: 2, intercept: 3 });
  });

  it('takes the median slope of all pairs', () => {
    // By hand: 1, 4, 5/3, 7, 2 and −3; the middle two are 5/3 and 2.
    const { slope } = theilSenLine(points(0, 1, 8, 5));
    expect(slope).to.be.closeTo((5 / 3 + 2) / 2, 1e-12);
  });
});
