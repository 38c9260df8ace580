import { expect } from 'chai';
import type { MetricJudgement } from '../../../../src/analysis/judge/metric-judgement.js';
import { framedGrowth, latestOwnTurn } from '../../../../src/analysis/judge/own-turn.js';
import { type LiteralBlock, literalRecording } from '../../../support/literal-recording.js';

const memory: MetricJudgement = {
  metric: 'heapUsedBytes',
  unit: 'bytes',
  verdict: 'inconclusive',
  perRequest: null,
  tolerance: 32,
  minimumDetectable: null,
  reason: '',
  growth: 0,
  pValue: null,
  needsMore: false,
};

/** Blocks of 100 requests after each of which the heap is at this level. */
const driven = (endpoint: string, levels: readonly number[]): readonly LiteralBlock[] =>
  levels.map((heapUsedBytes) => ({ endpoint, requests: 100, floor: { heapUsedBytes } }));
const idle = (heapUsedBytes: number): LiteralBlock => ({ endpoint: null, requests: 0, floor: { heapUsedBytes } });
const rising = (count: number): number[] => Array.from({ length: count }, (_, index) => 1_000 * (index + 1));
const recorded = (blocks: readonly LiteralBlock[]) => literalRecording({ heapUsedBytes: 0 }, blocks);
const other = driven('GET /other', [0]);

describe('latestOwnTurn', () => {
  it('is a stretch of twelve blocks after a pause, with the pause behind it', () => {
    const turn = latestOwnTurn(recorded([...other, idle(0), ...driven('GET /', rising(12)), idle(3_000)]), 'GET /');
    expect(turn?.blocks).to.have.length(12);
    expect(turn?.pause).to.have.length(1);
    expect(framedGrowth(turn, memory)).to.deep.equal({ growth: 12_000, share: 0.75, requests: 1_200 });
  });

  it('holds no blocks of repeated inputs, and is not made long enough by them', () => {
    const again: LiteralBlock = { endpoint: 'GET /', requests: 100, floor: { heapUsedBytes: 6_000 }, keys: 'repeated' };
    const turnOf = (blocks: number) => {
      const levels = rising(blocks);
      const own = [...driven('GET /', levels.slice(0, 6)), again, ...driven('GET /', levels.slice(6))];
      return latestOwnTurn(recorded([...other, idle(0), ...own]), 'GET /');
    };
    expect(turnOf(12)?.blocks).to.have.length(12);
    expect(turnOf(11)).to.equal(null);
  });

  it('is none without a pause before it, with fewer blocks, or where nobody else is driven', () => {
    expect(latestOwnTurn(recorded([...other, ...driven('GET /', rising(12))]), 'GET /')).to.equal(null);
    expect(latestOwnTurn(recorded([...other, idle(0), ...driven('GET /', rising(11))]), 'GET /')).to.equal(null);
    expect(latestOwnTurn(recorded([idle(0), ...driven('GET /', rising(12))]), 'GET /')).to.equal(null);
  });

  it('frames no growth while it goes on, nor that of a count', () => {
    const open = latestOwnTurn(recorded([...other, idle(0), ...driven('GET /', rising(12))]), 'GET /');
    expect(open?.pause).to.deep.equal([]);
    expect(framedGrowth(open, memory)).to.equal(null);
    const closed = latestOwnTurn(recorded([...other, idle(0), ...driven('GET /', rising(12)), idle(0)]), 'GET /');
    expect(framedGrowth(closed, { ...memory, unit: 'count' })).to.equal(null);
  });
});
