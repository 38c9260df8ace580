import { expect } from 'chai';
import type { AgentGroup } from '../../../src/model/target.js';
import {
  assertAgentIsBuilt,
  createTargets,
  preloadOptions,
  targetSpec,
} from '../../fixtures/targets/target-fixture.js';

/** What the agent says in a Node.js that lacks something it relies on. */
describe('the agent that cannot know', () => {
  const targets = createTargets();
  before(assertAgentIsBuilt);
  afterEach(() => targets.stopAll());

  async function agentsIn(preload: string, program = 'sets-timers.mjs'): Promise<AgentGroup> {
    const env = { ...targetSpec('').env, NODE_OPTIONS: preloadOptions(preload) };
    const { agents } = await targets.start(`node ${program}`, { agent: 'auto', env, ready: { kind: 'port' } });
    if (agents === null) throw new Error('no agent dialled');
    return agents;
  }

  for (const preload of ['without-inspector', 'silent-inspector', 'other-timers']) {
    it(`tells no timers, rather than none, ${preload}`, async () => {
      const agents = await agentsIn(preload);
      expect(await agents.timers()).to.equal(null);
      // And does without them.
      expect((await agents.collect())[0]?.heapUsedBytes).to.be.above(1e6);
    });
  }
});
