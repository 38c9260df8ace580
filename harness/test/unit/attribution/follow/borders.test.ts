import { expect } from 'chai';
import { bordersOf } from '../../../../src/attribution/follow/borders.js';
import { outsideOfPackages } from '../../../../src/attribution/source/own-code.js';
import { frame } from './evidence.js';

const own = frame('/app/server.js');
const [pg, pool] = ['pg', 'pg-pool'].map((name) => frame(`/app/node_modules/${name}/index.js`)) as [
  typeof own,
  typeof own,
];
const node = frame('node:net');

describe('attribution/bordersOf', () => {
  const pairsOf = (...stack: readonly (typeof own)[]) =>
    bordersOf(stack, outsideOfPackages).map(({ callee, caller }) => [callee, caller]);

  it('finds each place where one owner calls another, innermost first', () => {
    expect(pairsOf(pg, pg, pool, own, own)).to.deep.equal([
      [1, 2],
      [2, 3],
    ]);
  });

  it('finds calls back into one’s own code', () => {
    expect(pairsOf(pg, own, pool, own)).to.deep.equal([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it('looks past Node.js, which is nobody', () => {
    expect(pairsOf(node, pg, node, own)).to.deep.equal([[1, 3]]);
    expect(pairsOf(pg, node, pg)).to.deep.equal([]);
    expect(pairsOf(node)).to.deep.equal([]);
  });
});
