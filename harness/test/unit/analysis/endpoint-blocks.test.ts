import { expect } from 'chai';
import {
  blockGroups,
  drivenBlocks,
  endpointBlocks,
  type FlooredBlock,
  floorValue,
  measuredMetrics,
  metricBlocks,
  recordedBlocks,
  repeatedBlocks,
} from '../../../src/analysis/endpoint-blocks.js';
import type { FloorRecord } from '../../../src/model/readings.js';
import { literalRecording } from '../../support/literal-recording.js';

const recording = literalRecording({ fds: 20 }, [
  { endpoint: 'GET /a', requests: 4, floor: { fds: 24 }, phase: 'scout' },
  { endpoint: 'GET /b', requests: 8, floor: { fds: 25 } },
  { endpoint: null, requests: 0, floor: { fds: 21 } },
  { endpoint: 'GET /a', requests: 16, floor: { fds: 30, threads: 7 } },
]);

describe('endpointBlocks', () => {
  it('gives each endpoint its own blocks with the floors around them, and null the idle ones', () => {
    const floors = (endpoint: string | null) =>
      endpointBlocks(recording, endpoint).map(({ before, after }) => [before.metrics.fds, after.metrics.fds]);
    expect(floors('GET /a')).to.deep.equal([
      [20, 24],
      [21, 30],
    ]);
    expect(floors(null)).to.deep.equal([[25, 21]]);
    expect(floors('GET /c')).to.deep.equal([]);
  });

  it('leaves out blocks of repeated inputs, which are a question of their own', () => {
    const blocks = recording.blocks.map((block, index) =>
      index === 3 ? { ...block, keys: 'repeated' as const } : block,
    );
    const repeating = { ...recording, blocks };
    const requestsOf = (floored: readonly FlooredBlock[]) => floored.map(({ block }) => block.requests);
    expect(requestsOf(endpointBlocks(repeating, 'GET /a'))).to.deep.equal([4]);
    expect(requestsOf(drivenBlocks(repeating, 'GET /a'))).to.deep.equal([4]);
    expect(requestsOf(repeatedBlocks(repeating, 'GET /a'))).to.deep.equal([16]);
    expect(repeatedBlocks(recording, 'GET /a')).to.deep.equal([]);
  });

  it('leaves out a block whose floors were not both written down', () => {
    const cut = { ...recording, floors: recording.floors.slice(0, -1) };
    expect(endpointBlocks(cut, 'GET /a')).to.have.length(1);
    const blocks = recording.blocks.map((block) => ({ ...block, floorBefore: -1 }));
    expect(endpointBlocks({ ...recording, blocks }, 'GET /a')).to.deep.equal([]);
  });
});

describe('blocks of endpoints that were driven together', () => {
  const together = literalRecording({ fds: 20 }, [
    { endpoint: 'GET /a', requests: 4, floor: { fds: 24 }, phase: 'scout' },
    { endpoint: 'GET /b', requests: 2, floor: {}, phase: 'scout', joins: true },
    { endpoint: 'GET /a', requests: 16, floor: { fds: 30 } },
    { endpoint: 'GET /a', requests: 32, floor: { fds: 31 } },
    { endpoint: 'GET /b', requests: 64, floor: {}, joins: true },
  ]);

  it('are no blocks of an endpoint alone, whose growth would be its own', () => {
    const requests = (blocks: ReturnType<typeof endpointBlocks>) => blocks.map(({ block }) => block.requests);
    expect(requests(endpointBlocks(together, 'GET /a'))).to.deep.equal([16]);
    expect(requests(endpointBlocks(together, 'GET /b'))).to.deep.equal([]);
    expect(requests(drivenBlocks(together, 'GET /a'))).to.deep.equal([4, 16, 32]);
  });

  it('make groups, which are sequential while scouting', () => {
    const groups = blockGroups(together).map(({ blocks, isSequential }) => ({
      requests: blocks.map(({ block }) => block.requests),
      isSequential,
    }));
    expect(groups).to.deep.equal([
      { requests: [4, 2], isSequential: true },
      { requests: [32, 64], isSequential: false },
    ]);
  });
});

describe('metricBlocks', () => {
  it('is the difference of the floors, with what the block was', () => {
    expect(metricBlocks(endpointBlocks(recording, 'GET /a'), 'fds')).to.deep.equal([
      { requests: 4, growth: 4, phase: 'scout', connections: 1 },
      { requests: 16, growth: 9, phase: 'measure', connections: 8 },
    ]);
  });

  it('leaves out blocks at whose floors the metric was not read', () => {
    expect(metricBlocks(endpointBlocks(recording, 'GET /a'), 'threads')).to.deep.equal([]);
    const gone = literalRecording({ threads: 7 }, [{ endpoint: 'GET /', requests: 1, floor: {} }]);
    expect(metricBlocks(endpointBlocks(gone, 'GET /'), 'threads')).to.deep.equal([]);
  });
});

describe('judged and recorded growth', () => {
  const blocksOf = (first: Record<string, number>, floor: Record<string, number>) =>
    endpointBlocks(literalRecording(first, [{ endpoint: 'GET /', requests: 10, floor }]), 'GET /');
  const growth = (blocks: readonly { readonly growth: number }[]) => blocks.map((block) => block.growth);

  it("judges the heap by the application's part where it was counted at both floors", () => {
    const counted = blocksOf(
      { heapUsedBytes: 1_000, 'heap.applicationBytes': 400 },
      { heapUsedBytes: 9_000, 'heap.applicationBytes': 700 },
    );
    expect(growth(metricBlocks(counted, 'heapUsedBytes'))).to.deep.equal([300]);
    expect(growth(recordedBlocks(counted, 'heapUsedBytes'))).to.deep.equal([8_000]);
    expect(growth(metricBlocks(counted, 'heap.applicationBytes'))).to.deep.equal([300]);
  });

  it('judges the heap as a whole where one floor was not counted', () => {
    const half = blocksOf({ heapUsedBytes: 1_000, 'heap.applicationBytes': 400 }, { heapUsedBytes: 9_000 });
    expect(growth(metricBlocks(half, 'heapUsedBytes'))).to.deep.equal([8_000]);
  });
});

describe('floorValue', () => {
  const floorOf = (metrics: FloorRecord['metrics']): FloorRecord => {
    const [floor] = literalRecording(metrics, []).floors;
    if (floor === undefined) throw new Error('A recording begins with a floor.');
    return floor;
  };

  it('takes a member of a family for 0 where the family was read, and for unknown where it was not', () => {
    expect(floorValue(floorOf({ handles: 3, 'handles.Timeout': 2 }), 'handles.Timeout')).to.equal(2);
    expect(floorValue(floorOf({ handles: 3 }), 'handles.Timeout')).to.equal(0);
    expect(floorValue(floorOf({ fds: 3 }), 'handles.Timeout')).to.equal(null);
  });

  it('does not invent a metric of fixed name', () => {
    expect(floorValue(floorOf({ handles: 3 }), 'fds')).to.equal(null);
  });
});

describe('measuredMetrics', () => {
  it('names each metric of any floor once', () => {
    expect(measuredMetrics(recording)).to.have.members(['fds', 'threads']);
  });
});
