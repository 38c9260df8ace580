import { expect } from 'chai';
import { mostEvents, poissonCdf, poissonInterval } from '../../../../src/analysis/statistics/poisson.js';
import { referenceValues, relativeError } from './reference-values.js';

describe('poissonCdf', () => {
  for (const { count, mean, value } of referenceValues.poissonCdf) {
    it(`agrees with SciPy for ${count} events of ${mean} expected`, () => {
      expect(relativeError(poissonCdf(count, mean), value)).to.be.below(1e-9);
    });
  }

  it('is 0 below no event and 1 where none can happen', () => {
    expect(poissonCdf(-1, 3)).to.equal(0);
    expect(poissonCdf(0, 0)).to.equal(1);
  });
});

describe('poissonInterval', () => {
  it('is Garwood’s exact interval up to 1,000 events', () => {
    for (const { count, confidence, low, high } of referenceValues.poissonInterval.filter(
      ({ count }) => count <= 1000,
    )) {
      const actual = poissonInterval(count, confidence);
      expect(relativeError(actual.low, low), `low, ${count} at ${confidence}`).to.be.below(1e-7);
      expect(relativeError(actual.high, high), `high, ${count} at ${confidence}`).to.be.below(1e-7);
    }
  });

  it('is good to four digits beyond', () => {
    for (const { count, confidence, low, high } of referenceValues.poissonInterval.filter(
      ({ count }) => count > 1000,
    )) {
      const actual = poissonInterval(count, confidence);
      expect(relativeError(actual.low, low), `low, ${count} at ${confidence}`).to.be.below(1e-4);
      expect(relativeError(actual.high, high), `high, ${count} at ${confidence}`).to.be.below(1e-4);
    }
  });

  it('follows the rule of three where nothing happened', () => {
    expect(poissonInterval(0, 0.9)).to.deep.include({ low: 0 });
    expect(poissonInterval(0, 0.9).high).to.be.closeTo(-Math.log(0.05), 1e-8);
  });
});

describe('mostEvents', () => {
  it('leaves five in a hundred beyond it: three events after none, by the rule of three', () => {
    expect(mostEvents(0)).to.be.closeTo(2.9957, 1e-4);
    expect(poissonCdf(4, mostEvents(4))).to.be.closeTo(0.05, 1e-6);
  });
});
