import { expect } from 'chai';
import { judgeBudgets } from '../../../../src/analysis/budgets/judge-budgets.js';
import type { BudgetLimit, BudgetResult } from '../../../../src/model/budget.js';
import type { HeapBetweenFloors } from '../../../../src/model/readings.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';
import { defaultSettings } from '../../../support/synthetic-recording.js';

type Heap = Partial<HeapBetweenFloors> | null;

const quiet: HeapBetweenFloors = { fullCollections: 1, liveBytes: 10, atMostBytes: 12, allocatedBytes: 5_000_000 };
const block = (endpoint: string | null): LiteralBlock => ({ endpoint, requests: 100, floor: { heapUsedBytes: 9 } });

function recordingOf(heaps: readonly Heap[], blocks: readonly LiteralBlock[]): TargetRecording {
  const recording = literalRecording({ heapUsedBytes: 9 }, blocks);
  const floors = recording.floors.map((floor, index) => {
    const heap = heaps[index - 1];
    return index === 0 || heap === null ? floor : { ...floor, heapBefore: { ...quiet, ...heap } };
  });
  const end = { type: 'target-end', target: 'literal', atMs: 9_000, reason: 'decided', failure: null } as const;
  return { ...recording, floors, end };
}

const budgets: readonly BudgetLimit[] = [{ name: 'heapPeakBytes', limit: 50 }];

function judged(heaps: readonly Heap[], blocks = heaps.map((_heap, index) => block(`GET /${index}`))): BudgetResult {
  const recording = recordingOf(heaps, blocks);
  const target = { ...recording.target, budgets };
  const [result] = judgeBudgets({ ...recording, target }, defaultSettings);
  if (result === undefined) throw new Error('no budget was judged');
  return result;
}

describe('the budget of the live heap', () => {
  it('is the highest that was proven alive, with the endpoint that was driven', () => {
    expect(judged([{}, { liveBytes: 51, atMostBytes: 60 }, {}])).to.deep.include({
      unit: 'bytes',
      bound: 'at-most',
      observed: 51,
      endpoint: 'GET /1',
      outcome: 'broken',
    });
    expect(judged([{}, { liveBytes: 50, atMostBytes: 50 }])).to.deep.include({ observed: 50, outcome: 'kept' });
  });

  it('names nobody for a time without requests, nor of several', () => {
    const high = { liveBytes: 60, atMostBytes: 60 };
    expect(judged([high], [block(null)]).endpoint).to.equal(null);
    expect(judged([high], [block('GET /a'), { ...block('GET /b'), joins: true }]).endpoint).to.equal(null);
  });

  it('is not kept where V8 did not look how much was garbage', () => {
    const result = judged([{}, { atMostBytes: 80_000_000, fullCollections: 0 }]);
    expect(result).to.deep.include({ observed: 10, outcome: 'unmeasured', passed: false });
    expect(result.reason).to.include('The heap held up to 80.0 MB between floors');
  });

  it('is unmeasured where some process did not tell, or none did', () => {
    expect(judged([{}, null]).reason).to.equal('What was alive before 1 of the floors is not known.');
    expect(judged([null, null])).to.deep.include({ observed: null, outcome: 'unmeasured' });
  });

  it('is unmeasured without an agent, with the reason', () => {
    const recording = recordingOf([null], [block('GET /')]);
    const reason = 'the target carries no Leakline agent';
    const start =
      recording.start === null
        ? null
        : { ...recording.start, unmeasured: [{ metric: 'heapUsedBytes', reason }] as const };
    const target = { ...recording.target, budgets };
    expect(judgeBudgets({ ...recording, start, target }, defaultSettings)[0]).to.deep.include({
      outcome: 'unmeasured',
      reason: `The heap was not measured: ${reason}.`,
    });
  });
});
