import { expect } from 'chai';
import type { NodeHeapSpan } from '../../../src/model/runtimes/node/reading.js';
import { toReading } from '../../../src/runtimes/node/to-reading.js';
import { joinHeapSpans } from '../../../src/sampling/read-floor.js';
import { quietReading } from '../../support/fake-target.js';

const reading = (heapUsedBytes: number, heapSpan: NodeHeapSpan | null) =>
  toReading({ ...quietReading, heapUsedBytes, heapSpan });
const span = { fullCollections: 2, liveBytes: 50, atMostBytes: 70, allocatedBytes: 1_000 };

describe('joinHeapSpans', () => {
  it('takes the peaks of the process that held most, and what all allocated', () => {
    const other = { fullCollections: 0, liveBytes: null, atMostBytes: 90, allocatedBytes: 500 };
    expect(joinHeapSpans([reading(30, span), reading(40, other)])).to.deep.equal({
      fullCollections: 2,
      liveBytes: 50,
      atMostBytes: 90,
      allocatedBytes: 1_500,
    });
  });

  it('counts what stayed as alive', () => {
    expect(joinHeapSpans([reading(80, span)])).to.deep.include({ liveBytes: 80, atMostBytes: 80 });
  });

  it('knows nothing where a process does not tell, and without any', () => {
    expect(joinHeapSpans([reading(30, span), reading(30, null)])).to.equal(null);
    expect(joinHeapSpans([])).to.equal(null);
  });
});
