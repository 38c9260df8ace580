import { expect } from 'chai';
import type { MetricBlock } from '../../../../src/analysis/endpoint-blocks.js';
import { gatherByteEvidence } from '../../../../src/analysis/judge/byte-evidence.js';

const requests = 1_000;
const tolerance = 32;

/** Blocks of 1,000 requests at full load, each growing by so many bytes per request. */
const blocksOf = (rates: readonly number[]): readonly MetricBlock[] =>
  rates.map((rate) => ({ requests, growth: requests * rate, phase: 'measure', connections: 8 }));

function evidenceOf(rates: readonly number[]) {
  const evidence = gatherByteEvidence(blocksOf(rates), tolerance);
  if (evidence === null) throw new Error('There were enough blocks.');
  return evidence;
}

const times = (count: number, rate: number): number[] => Array.from({ length: count }, () => rate);

describe('gatherByteEvidence', () => {
  it('needs five blocks in the last two doublings', () => {
    expect(gatherByteEvidence(blocksOf(times(5, 500)), tolerance)).to.equal(null);
    expect(evidenceOf(times(6, 500)).isPersistentGrowth).to.equal(true);
  });

  it('finds what every block adds beneath one large step', () => {
    const rates = times(16, 500).map((rate, index) => (index === 12 ? 40_000 : rate));
    const { mean, provenLow, isPersistentGrowth, pValue } = evidenceOf(rates);
    expect(mean.low).to.be.below(tolerance);
    expect(isPersistentGrowth).to.equal(true);
    expect(provenLow).to.equal(500);
    // The blocks are alike but for the step: as much as twelve of them can prove, 1 ÷ (2 · (12.3 ÷ 0.3)^(11 ÷ 2)).
    expect(pValue).to.be.closeTo(0.5 * (12.3 / 0.3) ** -5.5, 1e-15);
  });

  it('takes a step for noise where one block gave back', () => {
    const rates = times(16, 500).map((rate, index) => (index === 12 ? 40_000 : index === 13 ? -1 : rate));
    expect(evidenceOf(rates).isPersistentGrowth).to.equal(false);
  });

  describe('of a set whose table doubles', () => {
    /** 24 bytes a request, and a step of as much again whenever the number of entries doubles. */
    const growing = (steady: number, noise: (index: number) => number = () => 0): number[] =>
      times(40, steady).map((rate, index) => rate + noise(index) + ([5, 10, 20].includes(index) ? 28 * index : 0));

    it('adds the steps to what every request leaves', () => {
      const { mean, isPersistentGrowth, provenLow, pValue } = evidenceOf(growing(24));
      expect(mean.low).to.be.below(tolerance);
      expect(isPersistentGrowth).to.equal(true);
      expect(provenLow).to.equal(24);
      expect(pValue).to.be.below(1e-6);
    });

    it('leaves steps alone that stand on less than half of the tolerance', () => {
      expect(evidenceOf(growing(15)).isPersistentGrowth).to.equal(false);
      expect(evidenceOf(growing(17)).isPersistentGrowth).to.equal(true);
    });

    it('leaves them alone where other blocks are as uneven', () => {
      const uneven = (index: number): number => (index % 2 === 0 ? 60 : -20);
      expect(evidenceOf(growing(24, uneven)).isPersistentGrowth).to.equal(false);
    });

    it('takes no usual noise for steps', () => {
      const strays = [1, -1, 2.2, -1, 1, -2.2, 1, -1, 2.2, -1, 1, -2.2];
      const { mean, isPersistentGrowth } = evidenceOf([...times(4, 33.5), ...strays.map((stray) => 33.5 + stray)]);
      expect(mean.low).to.be.within(31.9, tolerance);
      // By the noise of the usual block alone, 1.4826 times the median deviation of 1, it would be 32.04.
      expect(isPersistentGrowth).to.equal(false);
    });

    it('takes no step for proof beside usual blocks that may well stay below the tolerance', () => {
      const usual = times(16, 33).map((rate, index) => rate + (index % 2 === 0 ? 7 : -7));
      const { mean, isPersistentGrowth } = evidenceOf(usual.map((rate, index) => rate + (index === 13 ? 80 : 0)));
      expect(mean.estimate).to.be.above(tolerance);
      expect(isPersistentGrowth).to.equal(false);
    });

    it('wants a step in each doubling', () => {
      const once = times(40, 24).map((rate, index) => rate + (index === 20 ? 560 : 0));
      expect(evidenceOf(once).isPersistentGrowth).to.equal(false);
    });
  });

  it('finds what comes in lumps, by the mean', () => {
    const { provenLow, mean, isPersistentGrowth } = evidenceOf(
      times(48, 0).map((_, index) => (index % 3 === 0 ? 3_000 : 0)),
    );
    expect(isPersistentGrowth).to.equal(true);
    expect(provenLow).to.equal(mean.low);
  });

  it('takes more than a quarter given back for a sawtooth, and less for noise', () => {
    const falling = (drop: number): number[] =>
      times(64, 500).map((rate, index) => ([20, 40, 56].includes(index) ? -drop : rate));
    // Of the 48 newest blocks 45 rise by 22,500 per request together, and a quarter of that is 5,625.
    expect(evidenceOf(falling(1_900)).isPersistentGrowth).to.equal(false);
    expect(evidenceOf(falling(1_850)).isPersistentGrowth).to.equal(true);
  });

  it('calls growth that is proven and fades by its name', () => {
    const fading = evidenceOf([...times(2, 900), ...times(2, 800), ...times(4, 500), ...times(8, 300)]);
    expect(fading).to.deep.include({ isFading: true, isPersistentGrowth: false });
    expect(fading.provenLow).to.be.above(tolerance);
  });

  it('calls neither a steady leak nor noise fading', () => {
    const steady = evidenceOf(times(16, 500).map((rate, index) => rate + (index % 4)));
    expect(steady).to.deep.include({ isFading: false, isPersistentGrowth: true });
    expect(steady.pValue).to.be.below(1e-3);
    const noise = evidenceOf(times(16, 0).map((_, index) => (index % 2 === 0 ? 400 : -390)));
    expect(noise).to.deep.include({ isFading: false, isPersistentGrowth: false, pValue: 1 });
  });

  it('does not accuse growth that goes on in every window and is not proven in any', () => {
    const unsure = evidenceOf(times(16, 0).map((_, index) => (index % 2 === 0 ? 100 : 0)));
    expect(unsure.mean.estimate).to.equal(50);
    expect(unsure.mean.low).to.be.below(tolerance);
    expect(unsure).to.deep.include({ isPersistentGrowth: false, isFading: false });
  });

  it('does not accuse growth of just the tolerance', () => {
    expect(evidenceOf(times(16, tolerance))).to.deep.include({ isPersistentGrowth: false, isFading: false });
  });
});
