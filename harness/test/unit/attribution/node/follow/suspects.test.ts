import { expect } from 'chai';
import { suspectsIn } from '../../../../../src/attribution/node/follow/suspects.js';
import { frame, raw, rawGrowth, rawOrigin } from './evidence.js';

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
