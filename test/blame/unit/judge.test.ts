import { expect } from 'chai';
import type { Expectation } from '../../../bench/blame/expectation.js';
import { judge, type NamedCulprit } from '../../../bench/blame/judge.js';

const own: NamedCulprit = { file: 'sets/shop/servers/quotes.mjs', line: 9, package: null, certainty: 'likely' };
const foreign: NamedCulprit = {
  file: 'sets/shop/node_modules/@shop/desk/index.js',
  line: 3,
  package: '@shop/desk@1.0.0',
  certainty: 'certain',
};

const line: Expectation = {
  places: [
    { file: 'servers/quotes.mjs', line: 2 },
    { file: 'servers/quotes.mjs', line: 9 },
  ],
};

describe('judge', () => {
  it('accepts any of the own lines, from wherever its file is named', () => {
    expect(judge('leaking', [own], line).right).to.equal('first');
    expect(judge('leaking', [{ ...own, file: 'servers/quotes.mjs' }], line).right).to.equal('first');
    expect(judge('leaking', [{ ...own, line: 10 }], line).right).to.equal('no');
    expect(judge('leaking', [{ ...own, file: 'servers/old-quotes.mjs' }], line).right).to.equal('no');
  });

  it('takes no line of a package for an own one', () => {
    expect(judge('leaking', [{ ...own, package: 'quotes@1.0.0' }], line).right).to.equal('no');
  });

  it('asks for the package, whatever its version and line', () => {
    const right = (...packages: readonly string[]) => judge('leaking', [foreign], { packages }).right;
    expect(right('@shop/desk')).to.equal('first');
    expect(right('desk', '@shop/desk')).to.equal('first');
    expect(right('desk')).to.equal('no');
    const versionless = { ...foreign, package: '@shop/desk' };
    expect(judge('leaking', [versionless], { packages: ['@shop/desk'] }).right).to.equal('first');
  });

  it('tells the second from the first, and does not look further', () => {
    expect(judge('leaking', [foreign, own], line).right).to.equal('second');
    expect(judge('leaking', [foreign, foreign, own], line).right).to.equal('no');
    expect(judge('clean', [], line).right).to.equal('no');
  });

  it('counts who is certain and wrong', () => {
    expect(judge('leaking', [foreign, own], line).isWronglyCertain).to.equal(true);
    expect(judge('leaking', [own, foreign], line).isWronglyCertain).to.equal(false);
    expect(judge('leaking', [foreign], { packages: ['@shop/desk'] }).isWronglyCertain).to.equal(false);
  });
});
