import { expect } from 'chai';
import type { PoolGauge } from '../../../src/model/pool-gauge.js';
import { toReading } from '../../../src/runtimes/node/to-reading.js';
import { readPools } from '../../../src/sampling/continuous-sampler.js';
import { quietReading } from '../../support/fake-target.js';

const gauge = (id: string): PoolGauge => ({ id, total: 2, idle: 1, waiting: 0, max: 10 });

describe('readPools', () => {
  it('is nothing where no pool was seen', () => {
    expect(readPools([toReading(quietReading)])).to.equal(null);
  });

  it('names each pool by its process', () => {
    const agents = [
      { ...quietReading, pid: 1, pools: [gauge('pg-1')] },
      { ...quietReading, pid: 2, pools: [gauge('pg-1')] },
    ];
    expect(readPools(agents.map(toReading))).to.deep.equal([
      { pid: 1, pool: 'pg-1', total: 2, idle: 1, waiting: 0, max: 10 },
      { pid: 2, pool: 'pg-1', total: 2, idle: 1, waiting: 0, max: 10 },
    ]);
  });

  it('keeps a recording small where pools are made without end', () => {
    const pools = Array.from({ length: 5_000 }, (_, index) => gauge(`pg-${index + 1}`));
    expect(readPools([toReading({ ...quietReading, pools })])?.map(({ pool }) => pool)).to.deep.equal(
      Array.from({ length: 8 }, (_, index) => `pg-${index + 1}`),
    );
  });
});
