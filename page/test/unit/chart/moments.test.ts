import { expect } from 'chai';
import { axisClock } from '../../../src/chart/moments.js';

const trace = {
  target: 'a',
  floors: { atMs: [1_000, 2_000, 6_000], requests: [0, 10, 10], values: {}, settled: [true, true, true] },
  samples: {},
  sampleCount: 0,
  blocks: [],
};

describe('axisClock', () => {
  it('finds the request that was sent at a moment, and the moment of a request', () => {
    const { toMs, toX } = axisClock(trace, 'requests');
    expect(toX(1_500)).to.equal(5);
    expect(toMs(5)).to.equal(1_500);
    expect(toX(4_000)).to.equal(10);
  });

  it('counts seconds from the first floor, beyond the last floor too', () => {
    const { toMs, toX } = axisClock(trace, 'time');
    expect([toX(1_000), toX(2_500), toX(8_000)]).to.deep.equal([0, 1.5, 7]);
    expect(toMs(7)).to.equal(8_000);
  });

  it('stands still where there are no two floors', () => {
    const empty = { ...trace, floors: { ...trace.floors, atMs: [], requests: [] } };
    expect(axisClock(empty, 'time').toX(5)).to.equal(0);
  });
});
