import { expect } from 'chai';
import mergeOrigins from '../../../../../src/agents/node/diagnose/merge-origins.cjs';
import { originOf } from './origin-of.js';

describe('origins of several threads', () => {
  it('are one where kind and place are the same', () => {
    const others = { alive: 4, created: 4, oldestMs: 30, details: ['a.log', 'b.log'], localPorts: [4_000] };
    const merged = mergeOrigins([originOf('/x.mjs'), originOf('/y.mjs', { alive: 3 }), originOf('/x.mjs', others)]);
    expect(merged).to.deep.equal([
      originOf('/x.mjs', { ...others, alive: 6, created: 7 }),
      originOf('/y.mjs', { alive: 3 }),
    ]);
    const kinds = mergeOrigins([originOf('/x.mjs'), originOf('/x.mjs', { kind: 'timeout' })]);
    expect(kinds).to.have.length(2);
  });

  it('add up in bytes, and keep as many examples as those of one', () => {
    const names = ['a', 'b', 'c', 'd'];
    const one = originOf('/x.mjs', { aliveBytes: 100, details: names });
    const [merged] = mergeOrigins([one, originOf('/x.mjs', { aliveBytes: 50, details: ['e', 'f'] })]);
    expect(merged).to.deep.include({ aliveBytes: 150, details: [...names, 'e'] });
    expect(mergeOrigins([originOf('/x.mjs')])[0]).to.not.have.property('aliveBytes');
  });
});
