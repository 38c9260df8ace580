import { expect } from 'chai';
import { suspectedOrigins, suspectsIn } from '../../../../src/attribution/follow/suspected.js';
import { frame, raw, rawGrowth, rawOrigin } from './evidence.js';

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

describe('attribution/suspectsIn', () => {
  it('gives the ways to what grew first, then to what was made and allocated', () => {
    const stackOf = (name: string) => [frame(`/app/${name}.js`)];
    const allocations = Array.from({ length: 6 }, (_, index) => ({
      pid: 1,
      stack: stackOf(`allocates${index}`),
      survivingBytes: 1,
      survivingCount: 1,
    }));
    const evidence = raw({
      allocations,
      origins: [rawOrigin({ stack: stackOf('opens') })],
      growths: [rawGrowth({ writtenBy: [{ stack: stackOf('writes'), hitsPerRequest: 1 }] }), rawGrowth()],
    });
    expect(suspectsIn(evidence, ['sockets']).map(({ of, stack: [first] }) => [of.from, first?.file])).to.deep.equal(
      [['holder', 'writes'], ['origin', 'opens'], ...[0, 1, 2, 3].map((index) => ['calls', `allocates${index}`])].map(
        ([from, name]) => [from, `/app/${name}.js`],
      ),
    );
  });
});
