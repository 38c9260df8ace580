import { expect } from 'chai';
import { toPrintable, truncate, wrapWords } from '../../../../src/report/format/printable.js';

describe('text of strangers', () => {
  it('loses what could drive a terminal', () => {
    expect(toPrintable('GET /\u001b[2J\u001b]0;owned\u0007x\r\n\u202ey')).to.equal('GET / [2J ]0;owned x y');
  });
  it('is cut with a mark', () => expect(truncate('GET /api/database', 10)).to.equal('GET /api/…'));
  it('is left alone when it fits', () => expect(truncate('GET /', 5)).to.equal('GET /'));
  it('wraps at spaces and never inside a word', () => {
    expect(wrapWords('one two threefour five', 8)).to.deep.equal(['one two', 'threefour', 'five']);
  });
});
