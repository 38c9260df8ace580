import { expect } from 'chai';
import { lastThreeDoublings, lastTwoDoublings } from '../../../../src/analysis/judge/doubling-windows.js';

const blocksOf = (...requests: readonly number[]) => requests.map((count) => ({ requests: count, growth: 3 * count }));

describe('lastThreeDoublings', () => {
  it('cuts doubling blocks one by one', () => {
    const windows = lastThreeDoublings(blocksOf(1, 2, 4, 8, 16));
    expect(windows?.map(({ requests }) => requests)).to.deep.equal([4, 8, 16]);
  });

  it('cuts equal blocks at a half, a quarter and an eighth', () => {
    const windows = lastThreeDoublings(blocksOf(...Array.from({ length: 16 }, () => 10)));
    expect(windows?.map(({ requests }) => requests)).to.deep.equal([20, 40, 80]);
    expect(windows?.map(({ growth }) => growth)).to.deep.equal([60, 120, 240]);
    expect(windows?.map(({ perRequest }) => perRequest)).to.deep.equal([3, 3, 3]);
  });

  it('needs three blocks that double', () => {
    expect(lastThreeDoublings([])).to.equal(null);
    expect(lastThreeDoublings(blocksOf(10, 10))).to.equal(null);
    expect(lastThreeDoublings(blocksOf(1, 2, 3))).to.have.length(3);
  });
});

describe('lastTwoDoublings', () => {
  it('keeps the newest three quarters of equal blocks', () => {
    expect(lastTwoDoublings(blocksOf(...Array.from({ length: 16 }, () => 10)))).to.have.length(12);
  });

  it('keeps everything there is when it is little', () => {
    expect(lastTwoDoublings(blocksOf(5))).to.have.length(1);
    expect(lastTwoDoublings([])).to.deep.equal([]);
  });
});
