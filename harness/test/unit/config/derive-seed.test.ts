import { expect } from 'chai';
import { deriveSeed } from '../../../src/config/resolve-config.js';

describe('config/deriveSeed', () => {
  it('is FNV-1a: the published values', () => {
    expect(deriveSeed([])).to.equal(0x811c9dc5);
    expect(deriveSeed(['a'])).to.equal(0xe40c292c);
    expect(deriveSeed(['foobar'])).to.equal(0xbf9cf968);
  });
});
