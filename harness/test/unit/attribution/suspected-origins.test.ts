import { expect } from 'chai';
import { suspectedOrigins } from '../../../src/attribution/suspected-origins.js';
import { raw, rawGrowth, rawOrigin } from './node/follow/evidence.js';

describe('attribution/suspectedOrigins', () => {
  const aliveOf = (evidence: ReturnType<typeof raw>, metric: 'sockets' | 'heapUsedBytes') =>
    suspectedOrigins(evidence, [metric]).map(({ kind, alive }) => [kind, alive]);

  it('takes the kinds that explain the metric, most first, and leaves out chance', () => {
    const origins = [3, 40, 100, 4].map((alive) => rawOrigin({ alive }));
    const evidence = raw({ origins: [...origins, rawOrigin({ kind: 'file', alive: 90 })] });
    expect(aliveOf(evidence, 'sockets')).to.deep.equal([
      ['socket', 100],
      ['socket', 40],
    ]);
  });

  it('takes what holds others where something grew', () => {
    const origins = [rawOrigin({ kind: 'listener' }), rawOrigin({ kind: 'file' })];
    expect(aliveOf(raw({ origins }), 'heapUsedBytes')).to.deep.equal([]);
    expect(aliveOf(raw({ origins, growths: [rawGrowth()] }), 'heapUsedBytes')).to.deep.equal([['listener', 10]]);
  });

  it('takes six', () => {
    const origins = Array.from({ length: 9 }, () => rawOrigin());
    expect(aliveOf(raw({ origins }), 'sockets')).to.have.length(6);
  });
});
