import { expect } from 'chai';
import { fingerprintOf } from '../../../../src/analysis/findings/group-findings.js';

describe('fingerprintOf', () => {
  it('never changes: people write it into ignore rules', () => {
    expect(fingerprintOf('GET /api/database', 'pg.connections')).to.equal('387c36d63818');
  });

  it('is twelve hex digits', () => {
    for (const part of ['', 'a', 'GET /', 'ü', 'x'.repeat(500)]) expect(fingerprintOf(part)).to.match(/^[0-9a-f]{12}$/);
  });

  it('tells parts apart, not only their text', () => {
    expect(fingerprintOf('ab', 'c')).to.not.equal(fingerprintOf('a', 'bc'));
  });

  it('does not collide over ten thousand leaks', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 1_000; i++)
      for (let j = 0; j < 10; j++) seen.add(fingerprintOf(`GET /item/${i}`, `metric${j}`));
    expect(seen.size).to.equal(10_000);
  });
});
