import { expect } from 'chai';
import {
  logGamma,
  regularisedBeta,
  studentTQuantile,
  studentTUpperTail,
} from '../../../../src/analysis/statistics/student-t.js';
import { referenceValues, relativeError } from './reference-values.js';

describe('logGamma', () => {
  for (const { x, value } of referenceValues.logGamma) {
    it(`agrees with SciPy at ${x}`, () => {
      expect(Math.abs(logGamma(x) - value)).to.be.below(1e-12 * Math.max(1, Math.abs(value)));
    });
  }
});

describe('regularisedBeta', () => {
  it('agrees with SciPy to nine digits', () => {
    for (const { x, a, b, value } of referenceValues.regularisedBeta) {
      expect(relativeError(regularisedBeta(x, a, b), value), `I_${x}(${a}, ${b})`).to.be.below(1e-9);
    }
  });

  it('is 0 and 1 at and beyond the ends', () => {
    expect([-1, 0, 1, 2].map((x) => regularisedBeta(x, 2, 3))).to.deep.equal([0, 0, 1, 1]);
  });
});

describe('studentTUpperTail', () => {
  it('agrees with SciPy to nine digits, far into the tails', () => {
    for (const { t, degreesOfFreedom, value } of referenceValues.studentTUpperTail) {
      const actual = studentTUpperTail(t, degreesOfFreedom);
      expect(relativeError(actual, value), `t ${t}, df ${degreesOfFreedom}`).to.be.below(1e-9);
    }
  });

  it('is 0 and 1 at the infinities', () => {
    expect(studentTUpperTail(Number.POSITIVE_INFINITY, 4)).to.equal(0);
    expect(studentTUpperTail(Number.NEGATIVE_INFINITY, 4)).to.equal(1);
  });
});

describe('studentTQuantile', () => {
  it('agrees with SciPy to nine digits', () => {
    for (const { probability, degreesOfFreedom, value } of referenceValues.studentTQuantile) {
      const actual = studentTQuantile(probability, degreesOfFreedom);
      const error = Math.abs(actual - value) / Math.max(1, Math.abs(value));
      expect(error, `p ${probability}, df ${degreesOfFreedom}`).to.be.below(1e-9);
    }
  });
});
