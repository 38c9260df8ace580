import { expect } from 'chai';
import { createSeededRandom, shuffled } from '../../../../src/analysis/statistics/seeded-random.js';
import { referenceValues } from './reference-values.js';

const draw = (seed: number, count: number): readonly number[] => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, random);
};

describe('createSeededRandom', () => {
  it('repeats itself for the same seed and differs for another', () => {
    expect(draw(7, 5)).to.deep.equal(draw(7, 5));
    expect(draw(7, 5)).to.not.deep.equal(draw(8, 5));
  });

  it('is mulberry32 as Python computes it, so that an old seed repeats its plan', () => {
    for (const { seed, values } of referenceValues.mulberry32) expect(draw(seed, values.length)).to.deep.equal(values);
  });

  it('fills [0, 1) evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const value of draw(3, 100_000)) tenths[Math.floor(10 * value)] = (tenths[Math.floor(10 * value)] ?? 0) + 1;
    expect(tenths).to.have.length(10);
    for (const count of tenths) expect(count).to.be.within(9_600, 10_400);
  });
});

describe('shuffled', () => {
  it('keeps every item and leaves its input alone', () => {
    const items = ['a', 'b', 'c', 'd', 'e'];
    const mixed = shuffled(items, createSeededRandom(1));
    expect([...mixed].sort()).to.deep.equal(items);
    expect(items).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
  });

  it('finds every order about equally often', () => {
    const random = createSeededRandom(5);
    const orders = new Map<string, number>();
    for (let i = 0; i < 6_000; i++) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).to.equal(6);
    for (const count of orders.values()) expect(count).to.be.within(880, 1_120);
  });
});
