import { expect } from 'chai';
import { hasStopped, lastThreeDoublings, lastTwoDoublings } from '../../../../src/analysis/judge/doubling-windows.js';

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

describe('hasStopped', () => {
  const confidence = 0.99;
  const stoppedAfter = (growths: readonly number[]): boolean => {
    const windows = lastThreeDoublings(growths.map((growth) => ({ requests: 1_000, growth })));
    return hasStopped(windows ?? [], confidence);
  };
  const regular = [1_000, 1_004, 998, 1_003, 997, 1_001, 999, 1_002];

  it('sees that regular growth ended with the newest block', () => {
    expect(stoppedAfter([...regular, 0])).to.equal(true);
    expect(stoppedAfter([...regular, 300, 0, 0])).to.equal(true);
  });

  it('lets growth go on that dips by less than two fifths', () => {
    expect(stoppedAfter(regular)).to.equal(false);
    expect(stoppedAfter([...regular, 650])).to.equal(false);
    expect(stoppedAfter([...regular, 550])).to.equal(true);
  });

  it('says nothing about growth in lumps, about noise, or about what shrinks', () => {
    expect(stoppedAfter([0, 0, 3_000, 0, 0, 3_000, 0, 0, 3_000, 0, 0, 3_000, 0])).to.equal(false);
    expect(stoppedAfter([900, -700, 1_200, -300, 800, 1_000, -400, 900, 0])).to.equal(false);
    expect(stoppedAfter(regular.map((growth) => -growth))).to.equal(false);
  });

  it('needs blocks to compare with', () => {
    expect(stoppedAfter([1_000])).to.equal(false);
    expect(hasStopped([], confidence)).to.equal(false);
  });
});
