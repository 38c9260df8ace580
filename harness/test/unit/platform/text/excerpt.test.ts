import { expect } from 'chai';
import { excerptOf, fromWholeWord } from '../../../../src/platform/text/excerpt.js';

describe('excerptOf', () => {
  const cases: readonly (readonly [title: string, text: string, excerpt: string])[] = [
    ['a text that fits', 'abc def', 'abc def'],
    ['a cut between words', 'abc def ghi', 'abc def…'],
    ['a cut within a word', 'abc defghijk', 'abc…'],
    ['a cut within a field of JSON', '{"a":"bcdefgh"}', '{"a":…'],
    ['one long word', 'abcdefghijkl', '…'],
  ];
  for (const [title, text, excerpt] of cases) it(title, () => expect(excerptOf(text, 8)).to.equal(excerpt));
});

describe('fromWholeWord', () => {
  it('leaves out the rest of a word', () => expect(fromWholeWord('ret of it\nnext')).to.equal(' of it\nnext'));
  it('keeps a single word', () => expect(fromWholeWord('word')).to.equal('word'));
});
