import { expect } from 'chai';
import type { PoolGauge } from '../../../src/model/pool-gauge.js';
import type { RunningService } from '../../../src/model/service.js';
import type { Target } from '../../../src/model/target.js';
import { startPostgres } from '../../../src/services/postgres/service.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';
import { assertAgentIsBuilt, createTargets, targetSpec } from '../../fixtures/targets/target-fixture.js';
import { diagnoseFolder, sendRequests } from './diagnose/diagnosed-target.js';

describe('the pools that the agent sees', () => {
  const targets = createTargets();
  let postgres: RunningService;
  let target: Target;

  before(async () => {
    assertAgentIsBuilt();
    postgres = await startPostgres(
      { url: null, maxConnections: 60, provider: 'auto', image: 'postgres:17' },
      quietHooks(),
    );
    const env = { ...targetSpec('').env, DATABASE_URL: postgres.url };
    target = await targets.start('node borrows-clients.mjs', { agent: 'auto', cwd: diagnoseFolder, env });
  });
  after(async () => {
    await targets.stopAll();
    await postgres.stop();
  });

  async function readPool(): Promise<PoolGauge | undefined> {
    const [reading] = (await target.agents?.read()) ?? [];
    return reading?.pools?.[0];
  }

  it('tell which connections are idle and which are checked out, by the server’s own process ids', async () => {
    await sendRequests(target, '/clean-query', 1);
    const idle = await readPool();
    expect(idle).to.deep.include({ total: 1, idle: 1 });
    await sendRequests(target, '/checkout', 2);
    const lent = await readPool();
    expect(lent).to.deep.include({ total: 2, idle: 0 });
    expect(lent?.backends?.idle).to.deep.equal([]);
    expect(lent?.backends?.checkedOut).to.include.members([...(idle?.backends?.idle ?? [])]);
    const onServer = (await postgres.observer.connections()).map(({ id }) => id).sort();
    expect([...(lent?.backends?.checkedOut ?? [])].sort()).to.deep.equal(onServer);
  });
});
