import { expect } from 'chai';
import { holmRejections } from '../../../../src/analysis/statistics/holm.js';
import { referenceValues } from './reference-values.js';

describe('holmRejections', () => {
  for (const { pValues, alpha, rejected } of referenceValues.holm) {
    it(`rejects ${rejected.filter(Boolean).length} of [${pValues.join(', ')}] at ${alpha}`, () => {
      expect(holmRejections(pValues, alpha)).to.deep.equal(rejected);
    });
  }

  it('has nothing to reject without a test', () => {
    expect(holmRejections([], 0.01)).to.deep.equal([]);
  });
});
