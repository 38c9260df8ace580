import { expect } from 'chai';
import createHeapSpan from '../../../../src/agents/node/heap-span.cjs';

type Collection = Parameters<ReturnType<typeof createHeapSpan>['add']>[0];

const collection = (gcType: string, before: number, after: number): Collection => ({
  gcType,
  beforeGC: { heapStatistics: { usedHeapSize: before } },
  afterGC: { heapStatistics: { usedHeapSize: after } },
});
const scavenge = (before: number, after: number): Collection => collection('Scavenge', before, after);
const beginsToMark = (used: number): Collection => collection('IncrementalMarking', used, used);
const full = (before: number, after: number): Collection => collection('MarkSweepCompact', before, after);

function spanOf(startBytes: number, collections: readonly Collection[], endBytes: number) {
  const span = createHeapSpan(startBytes);
  for (const each of collections) span.add(each);
  span.reach(endBytes);
  return span.told();
}

describe('createHeapSpan', () => {
  it('adds up what was allocated between collections', () => {
    const { allocatedBytes } = spanOf(100, [scavenge(150, 110), full(160, 90)], 95);
    expect(allocatedBytes).to.equal(50 + 50 + 5);
  });

  it('takes for alive what a full collection leaves at once', () => {
    expect(spanOf(100, [full(500, 300), scavenge(700, 600)], 600)).to.deep.include({
      fullCollections: 1,
      liveBytes: 300,
      atMostBytes: 300,
    });
  });

  it('proves nothing of what was allocated while V8 marked', () => {
    const marked = [beginsToMark(400), scavenge(450, 430), full(480, 440)];
    expect(spanOf(100, marked, 440)).to.deep.include({ liveBytes: 440 - 50 - 50, atMostBytes: 440 });
  });

  it('knows the least that a full collection left, where another proves less', () => {
    const marked = [beginsToMark(200), full(500, 450), beginsToMark(460), full(470, 400)];
    expect(spanOf(100, marked, 400)).to.deep.include({ liveBytes: 390, atMostBytes: 400 });
  });

  it('has only a bound where V8 did no full collection', () => {
    expect(spanOf(100, [scavenge(200, 150), scavenge(250, 130)], 190)).to.deep.include({
      fullCollections: 0,
      liveBytes: null,
      atMostBytes: 150,
    });
    expect(spanOf(100, [], 190)).to.deep.include({ liveBytes: null, atMostBytes: 190 });
  });

  it('proves no more than it saw after a moment in which nobody looked', () => {
    const span = createHeapSpan(100);
    span.reach(200);
    span.goOn(250);
    span.add(full(400, 300));
    expect(span.told()).to.deep.include({ liveBytes: 300 - 150, allocatedBytes: 100 + 150 });
  });
});
