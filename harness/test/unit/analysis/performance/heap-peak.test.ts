import { expect } from 'chai';
import { heapPeak } from '../../../../src/analysis/performance/heap-peak.js';
import type { FloorRecord, HeapBetweenFloors } from '../../../../src/model/readings.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

const block = (endpoint: string, more: Partial<LiteralBlock> = {}): LiteralBlock => ({
  endpoint,
  requests: 200,
  floor: { heapUsedBytes: 9 },
  ...more,
});
const heap = (liveBytes: number, allocatedBytes = 4_000_000): HeapBetweenFloors => ({
  fullCollections: 1,
  liveBytes,
  atMostBytes: liveBytes + 5,
  allocatedBytes,
});

function recordingOf(
  blocks: readonly LiteralBlock[],
  heaps: readonly (HeapBetweenFloors | null)[],
  changes: (floor: FloorRecord) => Partial<FloorRecord> = () => ({}),
): TargetRecording {
  const recording = literalRecording({ heapUsedBytes: 9 }, blocks);
  const floors = recording.floors.map((floor, index) => {
    const heapBefore = heaps[index - 1] ?? null;
    return { ...floor, ...(heapBefore === null ? {} : { heapBefore }), ...changes(floor) };
  });
  return { ...recording, floors };
}

describe('heapPeak', () => {
  it('is the highest of the blocks in which the endpoint was driven alone', () => {
    const recording = recordingOf([block('GET /a'), block('GET /b'), block('GET /a')], [heap(20), heap(90), heap(30)]);
    expect(heapPeak(recording, 'GET /a')).to.deep.equal({
      liveHeapBytes: 30,
      liveHeapAtMostBytes: 35,
      allocatedBytesPerRequest: 20_000,
      isShared: false,
    });
  });

  it('is that of the company where the endpoint was never alone, and what it allocated is not known', () => {
    const recording = recordingOf([block('GET /a'), block('GET /b', { joins: true })], [heap(40)]);
    expect(heapPeak(recording, 'GET /a')).to.deep.include({
      liveHeapBytes: 40,
      allocatedBytesPerRequest: null,
      isShared: true,
    });
  });

  it('leaves out allocations that readings outweigh, and those of a process that ended', () => {
    const small = recordingOf([block('GET /a')], [heap(20, 1_999_999)]);
    expect(heapPeak(small, 'GET /a')?.allocatedBytesPerRequest).to.equal(null);
    const process = { label: 'worker', role: 'worker', metrics: {} } as const;
    const replaced = recordingOf([block('GET /a'), block('GET /a')], [heap(20, 8_000_000), heap(20)], ({ index }) => ({
      processes: [{ ...process, pid: index === 0 ? 1 : 2 }],
    }));
    expect(heapPeak(replaced, 'GET /a')?.allocatedBytesPerRequest).to.equal(20_000);
  });

  it('counts no sequential block for allocations', () => {
    const recording = recordingOf(
      [block('GET /a', { phase: 'scout' }), block('GET /a')],
      [heap(70, 90_000_000), heap(20)],
    );
    expect(heapPeak(recording, 'GET /a')).to.deep.include({ liveHeapBytes: 70, allocatedBytesPerRequest: 20_000 });
  });

  it('is not known where no floor tells', () => {
    expect(heapPeak(recordingOf([block('GET /a')], [null]), 'GET /a')).to.equal(null);
  });
});
