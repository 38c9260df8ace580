import { expect } from 'chai';
import type { MetricBlock } from '../../../../src/analysis/endpoint-blocks.js';
import { judgeBytes } from '../../../../src/analysis/judge/judge-bytes.js';
import type { JudgingContext } from '../../../../src/analysis/judge/metric-judgement.js';

const goingOn: JudgingContext = { tolerance: 32, isHeadroomSpent: false, hasFreshInput: false, isOver: false };

/** Errors of a floor's heap reading as a warm service shows them, in bytes. */
const jitter = [4_000, -7_000, 12_000, -3_000, -9_000, 6_000, 1_000, -5_000, 8_000, -2_000, 5_000, -6_000];

/** Blocks of 2,000 requests, with what each grew and the jitter of the floors around it. */
function blocksOf(growths: readonly number[], requests = 2_000): MetricBlock[] {
  const error = (index: number): number => jitter[index % jitter.length] ?? 0;
  return growths.map((growth, index) => ({
    requests,
    growth: growth + error(index + 1) - error(index),
    phase: 'measure',
    connections: 8,
  }));
}

const times = (count: number, growth: number): number[] => Array.from({ length: count }, () => growth);
const judge = (growths: readonly number[], context: Partial<JudgingContext> = {}) =>
  judgeBytes('heapUsedBytes', blocksOf(growths), { ...goingOn, ...context });

describe('judgeBytes', () => {
  it('finds a leak of a kilobyte per request, with its rate', () => {
    const judgement = judge(times(12, 2_000 * 1_024));
    expect(judgement.verdict).to.equal('leaking');
    expect(judgement.perRequest?.estimate).to.be.closeTo(1_024, 5);
    expect(judgement.perRequest?.low).to.be.within(1_000, 1_024);
    expect(judgement.pValue).to.be.below(1e-3);
  });

  it('is clean when the interval lies below the tolerance, whatever the noise says about zero', () => {
    const judgement = judge(times(16, 2_000 * 5));
    expect(judgement.verdict).to.equal('clean');
    expect(judgement.perRequest?.high).to.be.below(32);
  });

  it('doubts a leak of about the tolerance', () => {
    expect(judge(times(12, 2_000 * 32)).verdict).to.equal('inconclusive');
  });

  it('waits past what a cache may hold, unless it must end', () => {
    const growths = times(6, 2_000 * 1_024);
    expect(judge(growths)).to.deep.include({ verdict: 'inconclusive' });
    expect(judge(growths).reason).to.contain('so would a cache');
    expect(judge(growths, { isOver: true, hasFreshInput: true }).verdict).to.equal('inconclusive');
    const small = times(7, 2_000 * 200);
    expect(judge(small)).to.deep.include({ verdict: 'inconclusive', requestsMissing: 6_000 });
    expect(judge(small, { isOver: true, hasFreshInput: true }).verdict).to.equal('leaking');
    expect(judge(growths, { isOver: true }).verdict).to.equal('leaking');
    expect(judge(growths, { isHeadroomSpent: true }).verdict).to.equal('leaking');
  });

  it('counts repeated requests where each fills, and takes the endpoint for one without fresh inputs at the end', () => {
    const told = {
      distinctInputs: 14_000,
      repeatedRequests: 1_500,
      perRepeated: { estimate: 200, low: 190, high: 210 },
    };
    const every = { hasFreshInput: true, inputs: { ...told, growsWith: 'every' as const } };
    const distinct = { hasFreshInput: true, inputs: { ...told, growsWith: 'distinct' as const } };
    const small = times(7, 2_000 * 200);
    expect(judge(small, every)).to.deep.include({
      verdict: 'inconclusive',
      requestsMissing: 4_500,
      inputs: every.inputs,
    });
    expect(judge(small, distinct)).to.deep.include({ verdict: 'inconclusive', requestsMissing: 6_000 });
    const few = times(6, 2_000 * 200);
    expect(judge(few, { ...every, isOver: true }).verdict).to.equal('leaking');
    expect(judge(few, { ...distinct, isOver: true }).verdict).to.equal('inconclusive');
    expect(judge(small, { ...distinct, isOver: true }).reason).to.equal(
      'Grows with distinct inputs only: 14000 seen, no bound yet.',
    );
    expect(judge(times(16, 0), every)).not.to.have.property('inputs');
  });

  it('expects fewer entries in a cache the larger they are', () => {
    expect(judge(times(7, 2_000 * 1_024)).verdict).to.equal('leaking');
    expect(judge(times(7, 2_000 * 512))).to.deep.include({ verdict: 'inconclusive' });
    expect(judge(times(7, 2_000 * 512)).reason).to.contain('20000 entries');
    expect(judge(times(10, 2_000 * 512)).verdict).to.equal('leaking');
  });

  it('counts entries as large from a kilobyte on', () => {
    expect(judge(times(7, 2_000 * 900)).reason).to.contain('20000 entries');
    expect(judge(times(7, 2_000 * 1_020)).verdict).to.equal('leaking');
  });

  it('ends without a verdict on fewer than a thousand requests', () => {
    const short = blocksOf(times(8, 110 * 1_024)).map((block) => ({ ...block, requests: 110 }));
    expect(judgeBytes('heapUsedBytes', short, { ...goingOn, isOver: true }).verdict).to.equal('inconclusive');
    const enough = blocksOf(times(10, 110 * 1_024)).map((block) => ({ ...block, requests: 110 }));
    expect(judgeBytes('heapUsedBytes', enough, { ...goingOn, isOver: true }).verdict).to.equal('leaking');
  });

  it('calls growth that fades a warm-up, and noise noise', () => {
    const fading = [...times(2, 1.8e6), ...times(2, 1.6e6), ...times(4, 1e6), ...times(8, 0.6e6)];
    expect(judge(fading).reason).to.contain('ever more slowly');
    const noise = times(16, 0).map((_, index) => (index % 2 === 0 ? 1e6 : -0.9e6));
    expect(judge(noise).reason).to.contain('noise');
  });

  it('names half the width of the interval as the smallest leak it could have seen', () => {
    const { minimumDetectable, perRequest } = judge(times(16, 2_000 * 5));
    expect(minimumDetectable).to.be.closeTo(((perRequest?.high ?? 0) - (perRequest?.low ?? 0)) / 2, 1e-9);
  });

  it('does not wait for a bounded cache of more than 64 MiB', () => {
    expect(judge(times(8, 2_000 * 8_192)).verdict).to.equal('leaking');
    // Of 8 KiB each, fewer entries than a cache may hold: 60 MiB of them, and 68.
    const after = (count: number) => judgeBytes('heapUsedBytes', blocksOf(times(count, 512 * 8_192), 512), goingOn);
    expect(after(15)).to.deep.include({ verdict: 'inconclusive' });
    expect(after(17).verdict).to.equal('leaking');
  });

  for (const [capacity, bytes] of [
    [500, 2_000],
    [5_000, 2_000],
    [10_000, 2_000],
    [10_000, 1_200],
    [16_384, 400],
  ] as const) {
    const full = capacity / 2_000;
    const perBlock = 2_000 * bytes;

    it(`clears a cache bounded at ${capacity} entries of ${bytes} bytes once it is full`, () => {
      const filling = times(80, 0).map((_, index) => perBlock * Math.max(0, Math.min(1, full - index)));
      expect(judge(filling).verdict).to.equal('clean');
    });

    it(`does not accuse a cache bounded at ${capacity} entries of ${bytes} bytes at any moment on the way`, () => {
      const filling = times(80, 0).map((_, index) => perBlock * Math.max(0, Math.min(1, full - index)));
      for (let seen = 1; seen <= filling.length; seen++) {
        expect(judge(filling.slice(0, seen)).verdict, `${seen} blocks`).to.not.equal('leaking');
      }
    });
  }

  it('does not accuse a step, and clears it when it lies far enough back', () => {
    const stepped = [...times(10, 0), 5_000_000, ...times(40, 0)];
    for (let seen = 11; seen <= stepped.length; seen++) {
      expect(judge(stepped.slice(0, seen), { isOver: true }).verdict, `${seen} blocks`).to.not.equal('leaking');
    }
    expect(judge(stepped).verdict).to.equal('clean');
  });

  it('does not accuse a slow warm-up at any moment', () => {
    const warming = times(80, 0).map((_, index) => 3_000_000 * Math.exp(-index / 4));
    for (let seen = 1; seen <= warming.length; seen++) {
      expect(judge(warming.slice(0, seen), { isOver: true }).verdict, `${seen} blocks`).to.not.equal('leaking');
    }
    expect(judge(warming).verdict).to.equal('clean');
  });

  it('does not accuse growth like the square root of requests', () => {
    const rooted = times(64, 0).map((_, index) => 10_000_000 * (Math.sqrt(index + 1) - Math.sqrt(index)));
    for (const seen of [16, 32, 64]) {
      expect(judge(rooted.slice(0, seen), { isOver: true }).verdict, `${seen} blocks`).to.not.equal('leaking');
    }
  });

  it('does not accuse a sawtooth, wherever it is cut', () => {
    const teeth = times(48, 0).map((_, index) => (index % 6 === 5 ? -5_000_000 : 1_000_000));
    for (let seen = 12; seen <= teeth.length; seen++) {
      expect(judge(teeth.slice(0, seen), { isOver: true }).verdict, `${seen} blocks`).to.not.equal('leaking');
    }
  });

  it('finds a leak that comes in lumps', () => {
    const lumpy = times(48, 0).map((_, index) => (index % 3 === 0 ? 3 * 2_000 * 500 : 0));
    expect(judge(lumpy).verdict).to.equal('leaking');
  });

  it('does not judge by the requests of scouting', () => {
    const scouts = blocksOf(times(30, 2_000_000)).map((block) => ({ ...block, phase: 'scout' as const }));
    const judgement = judgeBytes('heapUsedBytes', scouts, goingOn);
    expect(judgement).to.deep.include({ verdict: 'inconclusive', minimumDetectable: null, pValue: null });
  });

  it('has an estimate from scouting where nothing else was tried', () => {
    const scouts = blocksOf(times(4, 2_000_000)).map((block) => ({ ...block, phase: 'scout' as const }));
    const [loaded] = blocksOf([9_000_000]);
    if (loaded === undefined) throw new Error('There is one block.');
    const estimateOf = (blocks: readonly MetricBlock[]) =>
      judgeBytes('heapUsedBytes', blocks, goingOn).perRequest?.estimate;
    expect(estimateOf(scouts)).to.be.closeTo(1_000, 10);
    expect(estimateOf([...scouts, loaded])).to.be.above(1_500);
    expect(estimateOf([...scouts, loaded, loaded])).to.be.closeTo(4_500, 10);
  });

  it('has an estimate and no opinion on fewer than five blocks', () => {
    const judgement = judge(times(4, 2_000_000));
    expect(judgement).to.deep.include({ verdict: 'inconclusive', pValue: null });
    expect(judgement.perRequest?.estimate).to.be.closeTo(1_000, 1);
  });
});
