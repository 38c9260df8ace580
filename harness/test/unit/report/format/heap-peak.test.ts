import { expect } from 'chai';
import { describeAllocation, describeLiveHeap } from '../../../../src/report/format/heap-peak.js';

const peak = {
  liveHeapBytes: 36_100_000,
  liveHeapAtMostBytes: 40_000_000,
  allocatedBytesPerRequest: 20_600,
  isShared: false,
};

describe('the words for a peak', () => {
  it('say what was alive, and how much more may have been', () => {
    expect(describeLiveHeap(peak)).to.equal('36.1 MB in one process, at most 40.0 MB');
    expect(describeLiveHeap({ ...peak, liveHeapAtMostBytes: 36_100_001 })).to.equal('36.1 MB in one process');
    expect(describeLiveHeap({ ...peak, isShared: true })).to.include('others were driven at the same time');
  });

  it('say what a request allocates, or why nobody knows', () => {
    expect(describeAllocation(peak)).to.equal('20.6 KB/request');
    expect(describeAllocation({ ...peak, allocatedBytesPerRequest: null })).to.include('too little');
    expect(describeAllocation({ ...peak, allocatedBytesPerRequest: null, isShared: true })).to.include('others');
  });
});
