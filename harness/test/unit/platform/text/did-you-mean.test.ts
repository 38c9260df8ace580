import { expect } from 'chai';
import { didYouMean, nearestWord } from '../../../../src/platform/text/did-you-mean.js';

describe('platform/did-you-mean', () => {
  const known = ['targets', 'endpoints', 'budget'];

  it('finds the nearest word, whatever the case', () => {
    expect(nearestWord('target', known)).to.equal('targets');
    expect(nearestWord('ENDPIONTS', known)).to.equal('endpoints');
  });

  it('completes a beginning', () => {
    expect(nearestWord('heapUsed', ['fds', 'heapUsedBytes'])).to.equal('heapUsedBytes');
    expect(nearestWord('rs', ['rssBytes'])).to.equal(null);
  });

  it('guesses nothing when nothing is near', () => {
    expect(nearestWord('frobnicate', known)).to.equal(null);
    expect(nearestWord('x', [])).to.equal(null);
  });

  it('offers the choice where it has no guess', () => {
    expect(didYouMean('budgte', known, 'known keys')).to.equal('did you mean "budget"?');
    expect(didYouMean('zzz', known, 'known keys')).to.equal('known keys: targets, endpoints, budget');
  });
});
