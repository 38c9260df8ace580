import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import { planNext } from '../../../../src/analysis/plan/plan-next.js';
import { leak, slowWarmUp, timeToLive } from '../../../support/growth-functions.js';
import { leakedClient, serviceWith, simulatedService } from '../../../support/simulated-servers.js';
import { simulateExperiment, type TakenStep } from '../../../support/synthetic-recording.js';

const shapes = (steps: readonly TakenStep[]) =>
  steps.flatMap(({ step }) =>
    step.kind === 'block' ? [`${step.phase} ${step.requests} over ${step.connections}`] : [step.kind],
  );

const idleMs = (steps: readonly TakenStep[]): number =>
  steps.reduce((sum, { step }) => (step.kind === 'idle' ? sum + step.waitMs : sum), 0);

describe('planNext', () => {
  it('scouts from 1 to 64 one by one, then warms up at full concurrency, then measures in blocks of one size', () => {
    const { steps } = simulateExperiment(serviceWith('fds', leak(0)));
    const planned = shapes(steps);
    expect(planned.slice(0, 7)).to.deep.equal([1, 2, 4, 8, 16, 32, 64].map((n) => `scout ${n} over 1`));
    expect(planned.slice(7, 10)).to.deep.equal(['warm-up 64 over 8', 'warm-up 256 over 8', 'warm-up 1024 over 8']);
    expect(new Set(planned.slice(10, -1))).to.deep.equal(new Set(['measure 2000 over 8']));
    expect(planned.at(-1)).to.equal('done');
  });

  it('keeps the blocks of a large leak small', () => {
    const { target } = simulateExperiment(serviceWith('heapUsedBytes', leak(96_000)));
    const sizes = target.blocks.filter(({ phase }) => phase === 'measure').map(({ requests }) => requests);
    expect(sizes).to.have.length.above(2);
    expect(Math.max(...sizes) * 96_000).to.be.below(17 * 2 ** 20);
  });

  it('takes longer blocks where nothing but requests is missing, at most a quarter of those so far', () => {
    const { target } = simulateExperiment(serviceWith('fds', leak(0), { mostRequestsPerSecond: 100 }));
    const sizes = target.blocks.map(({ requests }) => requests);
    expect(Math.max(...sizes)).to.be.within(120, 150);
    sizes.forEach((size, index) => {
      const before = sizes.slice(0, index).reduce((sum, each) => sum + each, 0);
      if (size > 64) expect(size).to.be.at.most(0.25 * before);
    });
    expect(analyzeRecording(simulateExperiment(serviceWith('fds', leak(0))).recording).verdict).to.equal('clean');
  });

  it('takes the fewest blocks that prove a leak of memory, and none for a few requests more', () => {
    const sizesOf = (perRequest: number, mostRequestsPerSecond: number) =>
      simulateExperiment(serviceWith('heapUsedBytes', leak(perRequest), { mostRequestsPerSecond }))
        .target.blocks.filter(({ phase }) => phase === 'measure')
        .map(({ requests }) => requests);
    expect(sizesOf(500, 5_000)).to.deep.equal(Array.from({ length: 5 }, () => sizesOf(500, 5_000)[0]));
    expect(sizesOf(5_000, 4_000)).to.have.length(5);
    // A block takes no longer than a second and a half.
    expect(Math.max(...sizesOf(500, 1_000))).to.be.at.most(1_500);
  });

  it('sizes the first concurrent block by the pace over one connection, as if the endpoint computed', () => {
    const computing = serviceWith('fds', leak(0), { endpoint: { latencyMs: 1_000 }, mostRequestsPerSecond: 1 });
    const { steps, spentMs, settings } = simulateExperiment(computing);
    expect(shapes(steps)).to.include('warm-up 8 over 8');
    expect(spentMs).to.be.at.most(settings.budgetMs);
  });

  it('keeps the budget where an endpoint stays undecided, the wait at the end included', () => {
    for (const latencyMs of [300, 1_000, 4_000]) {
      // Grows, and ever more slowly.
      const growth = slowWarmUp(3e6, 20_000);
      const server = serviceWith('heapUsedBytes', growth, { endpoint: { latencyMs }, isSweeping: false });
      const { steps, spentMs, settings } = simulateExperiment(server, { floorMs: 300 });
      expect(steps.at(-1)?.step).to.deep.equal({ kind: 'done', reason: 'budget' });
      expect(spentMs, `${latencyMs} ms`).to.be.within(0.8 * settings.budgetMs, settings.budgetMs);
    }
  });

  it('gives no block much longer than it should take, nor than the load', () => {
    const { steps } = simulateExperiment(serviceWith('fds', leak(0), { endpoint: { latencyMs: 2_000 } }));
    const blocks = steps.flatMap(({ step, spentMs }) => (step.kind === 'block' ? [{ ...step, spentMs }] : []));
    expect(blocks[0]?.longestMs).to.equal(5_000);
    expect(blocks.map(({ longestMs }) => longestMs)).to.include(8_000);
    for (const { longestMs, spentMs } of blocks) expect(spentMs + longestMs).to.be.at.most(57_000);
  });

  it('asks for fewer requests where a stall makes the next block seem too long, rather than end with time left', () => {
    const settings = { budgetMs: 15_000 };
    const { target, settings: all } = simulateExperiment(serviceWith('heapUsedBytes', leak(1_000)), { settings });
    const blocks = target.blocks.slice(0, 12);
    const last = blocks.at(-1);
    if (last === undefined) throw new Error('the simulation took no block');
    const stall = { ...last, load: { ...last.load, durationMs: 4_000 } };
    const stalled = { ...target, floors: target.floors.slice(0, 13), blocks: [...blocks.slice(0, -1), stall] };
    const requestsAt = (spentMs: number): number => {
      const step = planNext(stalled, all, { seed: 1, spentMs });
      return step.kind === 'block' ? step.requests : 0;
    };
    const [whole, part] = [requestsAt(9_000), requestsAt(12_000)];
    expect(whole).to.be.above(2_000);
    // 2.1 s of the load are left.
    expect(part).to.be.within(1_900, (2_130 * stall.requests) / 4_000);
    expect(part % 8).to.equal(0);
  });

  it('plans by the pace of several blocks where only some requests take long', () => {
    const { target } = simulateExperiment(serviceWith('heapUsedBytes', leak(96_000)));
    const sizes = target.blocks.filter(({ phase }) => phase === 'measure').map(({ requests }) => requests);
    expect(Math.max(...sizes)).to.be.below(2 * Math.min(...sizes));
  });

  it('ends the scouting of a slow endpoint early', () => {
    const { steps } = simulateExperiment(serviceWith('fds', leak(0), { endpoint: { latencyMs: 200 } }), {
      settings: { budgetMs: 5_000 },
    });
    expect(shapes(steps).slice(0, 5)).to.deep.equal([
      'scout 1 over 1',
      'scout 2 over 1',
      'scout 4 over 1',
      'warm-up 48 over 8',
      'measure 8 over 8',
    ]);
  });

  it('waits once for a suspected leak to come back, before it ends', () => {
    const { steps, target } = simulateExperiment(serviceWith('pg.connections', leak(1)));
    expect(steps.slice(-2).map(({ step }) => step)).to.deep.equal([
      {
        kind: 'idle',
        waitMs: 1_000,
        reason: 'waiting to see whether pg.connections comes back by itself',
        looksAtTimers: false,
      },
      { kind: 'done', reason: 'decided' },
    ]);
    expect(target.blocks.at(-1)).to.deep.include({ endpoint: null, phase: 'idle', requests: 0 });
  });

  it('waits longer for memory than for connections', () => {
    const { steps } = simulateExperiment(serviceWith('heapUsedBytes', leak(4_096)));
    expect(steps.at(-3)?.step).to.deep.include({ kind: 'idle', waitMs: 1_000, looksAtTimers: true });
    expect(steps.at(-2)?.step).to.deep.include({ kind: 'idle', waitMs: 2_000, looksAtTimers: false });
  });

  it('waits no longer for memory that no timer is due to free', () => {
    const { steps } = simulateExperiment(serviceWith('heapUsedBytes', leak(4_096), { isSweeping: false }));
    expect(idleMs(steps)).to.equal(1_000);
  });

  it('waits the shorter for memory the longer the load has shown that nothing goes', () => {
    const { steps, target } = simulateExperiment(
      serviceWith('heapUsedBytes', leak(4_096), { mostRequestsPerSecond: 1_000 }),
    );
    expect(target.blocks.at(-2)?.endMs).to.be.above(7_500);
    expect(steps.at(-2)?.step).to.deep.include({ kind: 'idle', waitMs: 1_000 });
  });

  it('waits as long as the slowest suspect needs', () => {
    const waitOf = (growth: Parameters<typeof simulatedService>[0]): number => {
      return idleMs(simulateExperiment(simulatedService(growth)).steps);
    };
    const heap = { heapUsedBytes: leak(4_096) };
    const descriptors = { fds: leak(1) };
    expect(waitOf({ 'GET /': { ...heap, ...descriptors } })).to.equal(1_000);
    expect(waitOf({ 'GET /heap': heap, 'GET /fds': descriptors })).to.be.within(2_000, 3_000);
    expect(waitOf({ 'GET /heap': heap, 'GET /quiet': {} })).to.be.within(1_000, 3_000);
    expect(waitOf({ 'GET /': { 'handles.Timeout': leak(1) } })).to.equal(3_000);
  });

  it('lets every accusation stand on a cool-down of its own', () => {
    // What closes after half a second is back in the first cool-down and piles up anew in the blocks after it.
    const { steps, recording } = simulateExperiment(serviceWith('fds', timeToLive(1, 500)), {
      settings: { budgetMs: 4_000 },
    });
    expect(steps.filter(({ step }) => step.kind === 'idle')).to.have.length.above(1);
    expect(analyzeRecording(recording).verdict).to.not.equal('leaking');
  });

  it('goes on waiting while memory that was held for a time comes back', () => {
    // After the first three seconds a quarter is back: too little to be sure, too much for a leak.
    const server = serviceWith('heapUsedBytes', timeToLive(4_096, 6_000));
    const { steps, recording } = simulateExperiment(server, { settings: { budgetMs: 4_000 } });
    expect(steps.slice(-3).map(({ step }) => step.kind)).to.deep.equal(['idle', 'idle', 'done']);
    expect(analyzeRecording(recording).verdict).to.not.equal('leaking');
  });

  it('ends a wait of fifteen seconds, whatever may still come back', () => {
    const server = serviceWith(
      'heapUsedBytes',
      ({ requests, nowMs }) => 4_096 * requests - Math.max(0, nowMs - 4_000) * 1_500,
    );
    const { steps } = simulateExperiment(server, { settings: { budgetMs: 4_000 } });
    expect(idleMs(steps)).to.be.within(12_000, 15_000);
  });

  it('does not wait where nothing is suspected', () => {
    const { steps } = simulateExperiment(serviceWith('fds', leak(0)));
    expect(steps.some(({ step }) => step.kind === 'idle')).to.equal(false);
  });

  it('goes on with undecided endpoints only', () => {
    const server = simulatedService({ 'GET /leak': leakedClient(leak(1)), 'GET /quiet': {} });
    const { target } = simulateExperiment(server);
    const leakBlocks = target.blocks.filter(({ endpoint }) => endpoint === 'GET /leak');
    expect(leakBlocks.map(({ requests }) => requests)).to.deep.equal([1, 2, 4, 8, 16, 32, 64]);
    expect(target.end?.reason).to.equal('decided');
  });

  it('plays the endpoints of a round in an order that the seed decides', () => {
    const server = simulatedService({ a: {}, b: {}, c: {} });
    const orderOf = (seed: number): string => {
      const { target } = simulateExperiment(server, { seed, settings: { budgetMs: 2_000 } });
      return target.blocks.map(({ endpoint }) => endpoint).join('');
    };
    expect(orderOf(1)).to.equal(orderOf(1));
    expect(new Set([1, 2, 3, 4].map(orderOf)).size).to.be.above(1);
    const rounds = orderOf(1).match(/.../g) ?? [];
    expect(rounds.map((round) => [...round].sort().join(''))).to.deep.equal(rounds.map(() => 'abc'));
  });

  it('drives a pool of one as long as it comes back', () => {
    const atRest = { 'pool.checkedOut': 0, 'pool.max': 1 };
    const { steps, target } = simulateExperiment(simulatedService({ 'GET /': {} }, { atRest, noise: {} }));
    expect(shapes(steps)[0]).to.equal('scout 1 over 1');
    expect(target.end?.reason).to.equal('decided');
  });

  it('ends for want of headroom before a pool is empty', () => {
    const atRest = { 'pool.checkedOut': 0, 'pool.max': 4 };
    const server = simulatedService({ 'GET /': { 'pool.checkedOut': leak(1) } }, { atRest, noise: {} });
    const { target } = simulateExperiment(server);
    expect(target.end?.reason).to.equal('headroom');
    expect(target.floors.at(-1)?.metrics['pool.checkedOut']).to.equal(3);
  });
});
