import { expect } from 'chai';
import { type KillRig, startKillRig } from '../../labs/write-contention/kills/kill-rig.js';
import { planKills } from '../../labs/write-contention/kills/plan-kills.js';
import { runKill } from '../../labs/write-contention/kills/run-kill.js';
import { startServers } from './services.js';
import { longestSetUpMs } from './twin.js';

/** Worker, app and PostgreSQL, each at each of the five moments. */
const kills = planKills(15, 20_261_120);

describe('hits while something is killed', () => {
  let rig: KillRig;

  before(async function () {
    this.timeout(longestSetUpMs);
    const { redis } = await startServers(this);
    rig = await startKillRig(redis.url);
  });

  after(() => rig.stop());

  for (const kill of kills) {
    it(`${kill.victim}, ${kill.moment}: none lost, none doubled`, async () => {
      const { outcome, stored, counted, lost, doubled } = await runKill(rig, kill);
      expect(outcome.accepted).to.be.above(0);
      expect({ stored, lost, doubled }).to.deep.equal({ stored: counted, lost: 0, doubled: 0 });
    });
  }
});
