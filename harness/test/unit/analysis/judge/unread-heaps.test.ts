import { expect } from 'chai';
import { endpointBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { unreadDuring } from '../../../../src/analysis/judge/unread-heaps.js';
import type { FloorRecord } from '../../../../src/model/readings.js';
import { literalRecording } from '../../../support/literal-recording.js';

/** What could not be read during blocks of so many requests, the floors of which were changed. */
function unreadAfter(requests: readonly number[], change: (floor: FloorRecord, index: number) => FloorRecord) {
  const blocks = requests.map((each) => ({ endpoint: 'GET /', requests: each, floor: {} }));
  const recording = literalRecording({}, blocks);
  return unreadDuring(endpointBlocks({ ...recording, floors: recording.floors.map(change) }, 'GET /'));
}

const times = (count: number, requests: number): number[] => Array.from({ length: count }, () => requests);

describe('unreadDuring', () => {
  it('tolerates a busy thread in one of ten blocks', () => {
    // Unread at the last floor alone, which is the end of the last block and of no other.
    const busyAtEnd = (blocks: number) =>
      unreadAfter(times(blocks, 100), (floor, index) => (index === blocks ? { ...floor, unreadThreads: 1 } : floor));
    expect(busyAtEnd(10)).to.equal(null);
    expect(busyAtEnd(9)).to.deep.equal({ threads: 1, processes: 0 });
  });

  it('tolerates a process without the agent that worked during one of ten requests', () => {
    /** The process works during the first block only, of so many requests; a second one brings them to 1,000. */
    const workedDuring = (requests: number) =>
      unreadAfter([requests, 1_000 - requests], (floor, index) => ({
        ...floor,
        processes: [{ pid: 2, label: 'node', role: 'process', metrics: {}, unreadCpuMs: index === 0 ? 40 : 50 }],
      }));
    expect(workedDuring(100)).to.equal(null);
    expect(workedDuring(110)).to.deep.equal({ threads: 0, processes: 1 });
  });
});
