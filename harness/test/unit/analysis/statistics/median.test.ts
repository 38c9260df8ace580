import { expect } from 'chai';
import {
  fairBinomialCdf,
  median,
  medianInterval,
  robustDeviation,
} from '../../../../src/analysis/statistics/median.js';
import { referenceValues, relativeError } from './reference-values.js';

describe('median', () => {
  it('is the middle value, or the mean of two', () => {
    expect(median([5, 1, 3])).to.equal(3);
    expect(median([4, 1, 3, 100])).to.equal(3.5);
    expect(median([])).to.deep.equal(Number.NaN);
  });
});

describe('fairBinomialCdf', () => {
  for (const { successes, trials, value } of referenceValues.fairBinomialCdf) {
    it(`agrees with SciPy for ${successes} of ${trials}`, () => {
      expect(relativeError(fairBinomialCdf(successes, trials), value)).to.be.below(1e-9);
    });
  }
});

describe('medianInterval', () => {
  it('takes the same order statistics as SciPy', () => {
    for (const { values, confidence, low, high } of referenceValues.medianInterval) {
      expect(medianInterval(values, confidence), `${values.length} at ${confidence}`).to.deep.equal({ low, high });
    }
  });

  it('has none of too few values', () => {
    expect(medianInterval([1, 2, 3, 4, 5, 6, 7], 0.99)).to.equal(null);
    expect(medianInterval([], 0.99)).to.equal(null);
  });
});

describe('robustDeviation', () => {
  it('is the median absolute deviation, scaled to the standard deviation of a normal variable', () => {
    // A textbook's series: its median is 2, the median of the deviations from it 1; 1 ÷ Φ⁻¹(¾) = 1.4826.
    expect(robustDeviation([1, 1, 2, 2, 4, 6, 9])).to.be.closeTo(1 / 0.674489750196, 1e-4);
  });

  it('does not see a few outliers', () => {
    expect(robustDeviation([1, 2, 3, 4, 1e9])).to.equal(robustDeviation([1, 2, 3, 4, 5]));
  });
});
