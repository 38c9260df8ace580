import { expect } from 'chai';
import { judgeBytes } from '../../../../src/analysis/judge/judge-bytes.js';
import { judgeCount } from '../../../../src/analysis/judge/judge-count.js';
import { estimationSpan } from '../../../../src/analysis/judge/metric-judgement.js';

const block = (requests: number, growth: number, phase: 'scout' | 'measure' = 'measure') => ({
  requests,
  growth,
  phase,
  connections: 1,
});

const context = { tolerance: 0.001, isHeadroomSpent: false, hasFreshInput: false, isOver: true };

describe('estimationSpan', () => {
  const all = [block(1, 5), block(2, 7), block(4, 4), block(8, 8)];

  it('counts requests and growth up to the blocks that the rate stands on', () =>
    expect(estimationSpan(all, all.slice(2))).to.deep.equal({
      estimatedOver: { fromRequests: 3, toRequests: 15, startGrowth: 12 },
    }));

  it('begins the line where it was fitted', () =>
    expect(estimationSpan(all, all.slice(2), -1.5).estimatedOver?.startGrowth).to.equal(10.5));

  it('is left out where there is no rate', () => expect(estimationSpan(all, [])).to.deep.equal({}));
});

describe('judgements', () => {
  it('tell which requests a count was estimated from: the regime that leaks', () => {
    const leaking = [1, 2, 4, 8, 16, 32, 64].map((requests) => block(requests, requests, 'scout'));
    const { verdict, estimatedOver } = judgeCount('fds', [...leaking, block(8, 0)], context);
    expect(verdict).to.equal('leaking');
    expect(estimatedOver).to.deep.equal({ fromRequests: 31, toRequests: 127, startGrowth: 31 });
  });

  it('tell that a clean count stands on all of its concurrent blocks but the first', () => {
    const blocks = [block(1, 1, 'scout'), block(64, 7), ...Array.from({ length: 5 }, () => block(1_000, 0))];
    const { verdict, estimatedOver } = judgeCount('fds', blocks, context);
    expect(verdict).to.equal('clean');
    expect(estimatedOver).to.deep.equal({ fromRequests: 65, toRequests: 5_065, startGrowth: 8 });
  });

  it('tell that bytes stand on the last two doublings', () => {
    const blocks = [1_000, 1_000, 2_000, 2_000, 4_000, 4_000, 8_000, 8_000].map((requests, index) =>
      block(requests, index % 2 === 0 ? 40 : -40),
    );
    const { estimatedOver } = judgeBytes('heapUsedBytes', blocks, { ...context, tolerance: 32 });
    expect(estimatedOver).to.deep.equal({ fromRequests: 6_000, toRequests: 30_000, startGrowth: 0 });
  });
});
