import { expect } from 'chai';
import type { MetricBlock } from '../../../../src/analysis/endpoint-blocks.js';
import { judgeCount } from '../../../../src/analysis/judge/judge-count.js';
import type { JudgingContext } from '../../../../src/analysis/judge/metric-judgement.js';

const goingOn: JudgingContext = { tolerance: 0.001, isHeadroomSpent: false, hasFreshInput: false, isOver: false };
const spent: JudgingContext = { ...goingOn, isHeadroomSpent: true };

const scout = (requests: number, growth: number): MetricBlock => ({ requests, growth, phase: 'scout', connections: 1 });
const full = (requests: number, growth: number): MetricBlock => ({
  requests,
  growth,
  phase: 'measure',
  connections: 8,
});
const scouting = (grow: (requests: number) => number): MetricBlock[] =>
  [1, 2, 4, 8, 16, 32, 64].map((requests) => scout(requests, grow(requests)));
const repeated = (times: number, block: MetricBlock): MetricBlock[] => Array.from({ length: times }, () => block);

describe('judgeCount', () => {
  it('finds a connection leaked by every request, exactly', () => {
    const judgement = judgeCount(
      'pg.connections',
      scouting((requests) => requests),
      goingOn,
    );
    expect(judgement).to.deep.include({ verdict: 'leaking', growth: 127, pValue: null });
    expect(judgement.perRequest).to.deep.equal({ estimate: 1, low: 1, high: 1 });
  });

  it('says that full load was never seen, where only that could tell', () => {
    const { verdict, reason } = judgeCount('fds', [scout(8, 1), scout(16, -1)], {
      ...goingOn,
      isOver: true,
      coarsest: 0.01,
    });
    expect(verdict).to.equal('inconclusive');
    expect(reason).to.equal('Grew before full load, as a pool may, and time was up before any request at full load.');
  });

  it('finds a leak of one and a half things per request, exactly', () => {
    const judgement = judgeCount(
      'fds',
      [2, 4, 8, 16, 32].map((requests) => scout(requests, 1.5 * requests)),
      goingOn,
    );
    expect(judgement.verdict).to.equal('leaking');
    expect(judgement.perRequest).to.deep.equal({ estimate: 1.5, low: 1.5, high: 1.5 });
  });

  it('gives an exact rate to one in 49, whose quotient is not exact in binary', () => {
    const blocks = [49, 98, 196, 392, 784, 1568, 3136].map((requests) => full(requests, requests / 49));
    const { perRequest } = judgeCount('fds', blocks, goingOn);
    expect(perRequest).to.deep.equal({ estimate: 1 / 49, low: 1 / 49, high: 1 / 49 });
  });

  it('waits for more than a pool could hold while there is room to go on', () => {
    const blocks = [1, 2, 4, 8, 16, 32].map((requests) => scout(requests, requests));
    expect(judgeCount('pg.connections', blocks, goingOn).verdict).to.equal('inconclusive');
    expect(judgeCount('pg.connections', blocks, spent).verdict).to.equal('leaking');
    expect(judgeCount('pg.connections', blocks, { ...goingOn, isOver: true }).verdict).to.equal('leaking');
  });

  it('is clean when enough requests left nothing behind', () => {
    const blocks = [...scouting(() => 0), ...repeated(4, full(2_000, 0))];
    const judgement = judgeCount('fds', blocks, goingOn);
    expect(judgement).to.deep.include({ verdict: 'clean', growth: 0 });
    // The bound for no event, over the 6,000 requests after the first concurrent block.
    expect(judgement.minimumDetectable).to.be.closeTo(3.27931 / 6_000, 1e-9);
  });

  it('is not yet clean when too few requests were sent to exclude the tolerance', () => {
    const judgement = judgeCount('fds', [...scouting(() => 0), ...repeated(3, full(1_639, 0))], goingOn);
    expect(judgement.verdict).to.equal('inconclusive');
    expect(judgement.reason).to.contain('3278 requests are too few');
    expect(judgement.requestsMissing).to.equal(2);
    // What keeps it open is what it could not have seen: both numbers come from one bound.
    expect(judgement.minimumDetectable).to.be.above(0.001);
    const enough = judgeCount('fds', [...scouting(() => 0), ...repeated(3, full(1_640, 0))], goingOn);
    expect(enough.verdict).to.equal('clean');
  });

  it('clears a pool that opens a client per concurrent request', () => {
    const blocks = [scout(1, 1), ...[2, 4, 8, 16, 32, 64].map((requests) => scout(requests, 0)), full(64, 9)];
    const judgement = judgeCount('pg.connections', [...blocks, ...repeated(3, full(2_000, 0))], goingOn);
    expect(judgement.verdict).to.equal('clean');
  });

  it('does not accuse a pool that fills slowly, even when no more time is left', () => {
    const blocks = [...scouting(() => 1), full(64, 3), full(256, 4), full(1_024, 2), full(2_000, 1), full(2_000, 0)];
    for (const isOver of [false, true]) {
      expect(judgeCount('pg.connections', blocks, { ...goingOn, isOver }).verdict).to.not.equal('leaking');
    }
  });

  it('does not accuse a single step', () => {
    const blocks = [
      ...scouting(() => 0),
      ...repeated(3, full(2_000, 0)),
      full(2_000, 30),
      ...repeated(3, full(2_000, 0)),
    ];
    expect(judgeCount('fds', blocks, { ...goingOn, isOver: true }).verdict).to.equal('inconclusive');
  });

  it('goes on to half of the room, to 512 things at most and to 64 at least, and to 64 where no limit is known', () => {
    const verdictAt = (things: number, room?: number) =>
      judgeCount(
        'sockets',
        [...[1, 2, 4, 8, 16, 32].map((requests) => scout(requests, requests)), scout(things - 63, things - 63)],
        room === undefined ? goingOn : { ...goingOn, room },
      ).verdict;
    for (const [room, bound] of [
      [20_000, 512],
      [1_024, 512],
      [500, 250],
      [90, 64],
      [Number.POSITIVE_INFINITY, 64],
      [undefined, 64],
    ] as const) {
      expect(verdictAt(Math.max(64, bound), room), `${bound} with room for ${room}`).to.equal('leaking');
      if (bound > 64) expect(verdictAt(bound - 1, room), `room for ${room}`).to.equal('inconclusive');
    }
  });

  it('asks for no more than 64 things once as many requests were sent as clear a count', () => {
    const verdictAfter = (...blocks: readonly MetricBlock[]) =>
      judgeCount('sockets', [...scouting(() => 0), ...blocks], { ...goingOn, room: 20_000 }).verdict;
    expect(verdictAfter(...repeated(7, full(500, 50)))).to.equal('inconclusive');
    expect(verdictAfter(...repeated(8, full(500, 50)))).to.equal('leaking');
    expect(verdictAfter(...repeated(8, full(500, 8)))).to.equal('inconclusive');
  });

  describe('what the first requests filled', () => {
    const filled = [...scouting((requests) => requests), full(64, 20), full(256, 0), full(1_024, 0)];
    const isOver = { ...goingOn, isOver: true };

    it('is not accused when later ones leave it alone, whenever it is asked', () => {
      for (const context of [goingOn, isOver]) {
        expect(judgeCount('sockets', filled, context).verdict).to.equal('inconclusive');
      }
    });

    it('is accused when it grows again, over many connections', () =>
      expect(judgeCount('sockets', [...filled, full(4_096, 4_096)], isOver).verdict).to.equal('leaking'));

    it('is accused when the later requests failed, or are too few to tell', () => {
      expect(judgeCount('sockets', filled, { ...isOver, isSpoilt: true }).verdict).to.equal('leaking');
      const rare = [...scouting((requests) => Math.round(requests / 4)), full(8, 0)];
      expect(judgeCount('sockets', rare, isOver).verdict).to.equal('leaking');
    });

    it('is cleared by enough requests', () => {
      const enough = [...filled, ...repeated(3, full(1_000, 0))];
      expect(judgeCount('sockets', enough, goingOn).verdict).to.equal('clean');
    });
  });

  describe('a pool that goes on filling over many connections', () => {
    const filling = [...scouting(() => 1), full(64, 30), full(256, 48), full(256, 20)];

    it('is cleared by the requests after it was full', () => {
      const judge = (...later: readonly MetricBlock[]) => judgeCount('sockets', [...filling, ...later], goingOn);
      expect(judge(...repeated(3, full(1_000, 0)))).to.deep.include({ verdict: 'inconclusive', requestsMissing: 280 });
      const cleared = judge(...repeated(4, full(1_000, 0)));
      expect(cleared).to.deep.include({ verdict: 'clean', growth: 105 });
      expect(cleared.bound?.requests).to.equal(4_000);
      expect(cleared.estimatedOver).to.deep.include({ fromRequests: 703, toRequests: 4_703, startGrowth: 105 });
    });

    it('is not what grows again later, nor what grew by no more than chance', () => {
      const later = [...filling, full(1_000, 0), full(256, 48), ...repeated(4, full(1_000, 0))];
      expect(judgeCount('sockets', later, goingOn).verdict).to.equal('inconclusive');
      const rare = [...scouting(() => 0), full(64, 0), full(1_000, 3), ...repeated(4, full(1_000, 0))];
      expect(judgeCount('sockets', rare, goingOn).verdict).to.equal('inconclusive');
    });

    it('was none where some of it came back, which would hide as much of a leak', () => {
      const blocks = [...scouting(() => 0), full(64, 0), full(256, 48), full(1_000, -30), full(1_000, 30)];
      const judgement = judgeCount('sockets', [...blocks, ...repeated(3, full(1_000, 0))], goingOn);
      expect(judgement.verdict).to.equal('inconclusive');
    });

    it('has no bound and wants no certain number of requests as long as it fills', () => {
      const judgement = judgeCount('sockets', filling, goingOn);
      expect(judgement.verdict).to.equal('inconclusive');
      expect(judgement).to.not.have.any.keys('bound', 'requestsMissing');
      expect(judgement.reason).to.contain('Grew by 68 over 512 requests');
    });
  });

  describe('over one connection and over many together', () => {
    const sequential = (perRequest: number) => scouting((requests) => perRequest * requests);

    it('finds what grew at one rate from the first request on, with few blocks over many', () => {
      const blocks = [...sequential(0.25), full(64, 16), full(256, 64)];
      expect(judgeCount('fds', blocks, spent)).to.deep.include({ verdict: 'leaking' });
    });

    it('does not take for it what began with concurrency, as a pool does', () => {
      const pool = [full(64, 40), full(256, 160)];
      for (const blocks of [
        [...sequential(0), ...pool],
        [...[scout(1, 4), scout(2, 2)], ...[4, 8, 16, 32, 64].map((requests) => scout(requests, 0)), ...pool],
      ]) {
        expect(judgeCount('pg.connections', blocks, spent).verdict).to.equal('inconclusive');
      }
      const faster = [...sequential(0.25), ...pool];
      expect(judgeCount('pg.connections', faster, goingOn).verdict).to.equal('inconclusive');
    });

    it('does not take for it what faded before the requests came over many', () => {
      const blocks = [...scouting((requests) => (requests < 64 ? requests : 0)), full(64, 16), full(256, 64)];
      expect(judgeCount('fds', blocks, spent).verdict).to.equal('inconclusive');
    });
  });

  it('finds one lost thing in a hundred requests', () => {
    const judgement = judgeCount('fds', [...scouting(() => 0), ...repeated(8, full(1_000, 10))], goingOn);
    expect(judgement.verdict).to.equal('leaking');
    expect(judgement.perRequest?.estimate).to.equal(0.01);
  });

  it('finds a random leak of one in a thousand when the tolerance asks for it, with an honest interval', () => {
    const growths = [
      2, 1, 3, 2, 0, 4, 2, 2, 1, 3, 2, 2, 1, 2, 3, 2, 2, 1, 3, 2, 2, 3, 1, 2, 2, 2, 3, 1, 2, 2, 2, 3, 1, 2,
    ];
    const blocks = growths.map((growth) => full(2_000, growth));
    const judgement = judgeCount('fds', blocks, { ...goingOn, tolerance: 0.0002 });
    expect(judgement.verdict).to.equal('leaking');
    expect(judgement.perRequest?.low).to.be.within(0.0003, 0.001);
    expect(judgement.perRequest?.high).to.be.within(0.001, 0.002);
  });

  it('finds a pool of ten whose clients are never released, before it is empty', () => {
    const blocks = [scout(1, 1), scout(2, 2), scout(3, 3)];
    expect(judgeCount('pool.checkedOut', blocks, spent).verdict).to.equal('leaking');
    expect(judgeCount('pool.checkedOut', blocks.slice(0, 2), spent).verdict).to.equal('inconclusive');
  });

  it('says how much grew while scouting where nothing else was tried', () => {
    const { reason, verdict } = judgeCount('pool.checkedOut', [scout(1, 1), scout(2, 2)], spent);
    expect(verdict).to.equal('inconclusive');
    expect(reason).to.contain('Grew by 3 over 3 requests');
  });

  it('does not accuse what comes and goes', () => {
    const blocks = [
      ...scouting(() => 0),
      ...[64, ...Array.from({ length: 12 }, () => 2_000)].map((n, i) => full(n, i % 2 === 0 ? 3 : -3)),
    ];
    expect(judgeCount('threads', blocks, { ...goingOn, isOver: true }).verdict).to.not.equal('leaking');
  });

  it('reports what it cleared with the interval that cleared it', () => {
    const judgement = judgeCount('fds', [...scouting(() => 0), ...repeated(4, full(2_000, 0))], goingOn);
    expect(judgement.perRequest).to.deep.include({ estimate: 0, low: 0 });
    expect(judgement.perRequest?.high).to.be.closeTo(3.27931 / 6_000, 1e-9);
  });

  it('clears one that came and stayed among enough requests', () => {
    const blocks = [...scouting(() => 0), full(64, 0), full(2_000, 1), ...repeated(4, full(2_000, 0))];
    // With one event at most 6.272 at whatever moment one looks, which is 0.00063 of 10,000 requests.
    const judgement = judgeCount('fds', blocks, goingOn);
    expect(judgement.verdict).to.equal('clean');
    expect(judgement.perRequest?.high).to.be.closeTo(6.272 / 10_000, 1e-7);
  });

  it('has an interval where blocks grew by different rates, and a point where all grew by one', () => {
    const rateOf = (...growths: readonly number[]) =>
      judgeCount(
        'fds',
        growths.map((growth) => full(100, growth)),
        { ...goingOn, isOver: true },
      ).perRequest;
    const exact = rateOf(0, 50, 50, 50, 50, 50, 50, 50, 50);
    expect(exact).to.deep.equal({ estimate: 0.5, low: 0.5, high: 0.5 });
    const uneven = rateOf(0, 50, 50, 50, 50, 50, 50, 51, 49);
    expect(uneven?.low).to.be.below(uneven?.estimate ?? 0);
    expect(uneven?.high).to.be.above(uneven?.estimate ?? 1);
  });

  it('takes six things for a coincidence no more, and 64 for proof', () => {
    const lost = (...growths: readonly number[]) => growths.map((growth) => scout(growth, growth));
    expect(judgeCount('fds', lost(1, 1, 3), spent).verdict).to.equal('inconclusive');
    expect(judgeCount('fds', lost(1, 2, 3), spent).verdict).to.equal('leaking');
    expect(judgeCount('fds', lost(1, 2, 4, 8, 16, 32), goingOn).verdict).to.equal('inconclusive');
    expect(judgeCount('fds', lost(1, 2, 4, 8, 16, 33), goingOn).verdict).to.equal('leaking');
  });

  it('does not accuse growth that is steady and below the tolerance', () => {
    const blocks = repeated(9, full(1_000, 10));
    expect(judgeCount('fds', blocks, { ...goingOn, tolerance: 0.02 }).verdict).to.equal('clean');
  });

  it('has no opinion without a block', () => {
    expect(judgeCount('fds', [], goingOn)).to.deep.include({ verdict: 'inconclusive', perRequest: null });
  });
});
