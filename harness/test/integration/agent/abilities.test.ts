import { expect } from 'chai';
import type { NodeReading } from '../../../src/model/runtimes/node/reading.js';
import { toldBy } from '../../../src/model/runtimes/reading-of.js';
import type { AgentGroup } from '../../../src/model/target.js';
import { toReading } from '../../../src/runtimes/node/to-reading.js';
import { unknownTo } from '../../../src/sampling/probes/agent-probe.js';
import { nodeReadings } from '../../fixtures/targets/node-readings.js';
import {
  assertAgentIsBuilt,
  createTargets,
  preloadOptions,
  targetSpec,
} from '../../fixtures/targets/target-fixture.js';
import { eventually } from '../../support/eventually.js';

/** What the agent says in a Node.js that lacks something it relies on. */
describe('the agent that cannot know', () => {
  const targets = createTargets();
  before(assertAgentIsBuilt);
  afterEach(() => targets.stopAll());

  async function agentsIn(preload: string, program = 'sets-timers.mjs'): Promise<AgentGroup> {
    const env = { ...targetSpec('').env, NODE_OPTIONS: preloadOptions(preload), LEAKLINE_AGENT_ANSWERS: 'on' };
    const { agents, baseUrl } = await targets.start(`node ${program}`, { agent: 'auto', env });
    if (agents === null) throw new Error('no agent dialled');
    await (await fetch(baseUrl)).text();
    return agents;
  }

  async function only(agents: AgentGroup): Promise<NodeReading> {
    const [reading] = await agents.collect();
    if (reading === undefined) throw new Error('nobody answered');
    return toldBy('node', reading);
  }

  const readingIn = async (preload: string, program?: string): Promise<NodeReading> =>
    only(await agentsIn(preload, program));

  for (const preload of ['without-inspector', 'silent-inspector', 'other-timers']) {
    it(`tells no timers, rather than none, ${preload}`, async () => {
      const agents = await agentsIn(preload);
      expect(await agents.timers()).to.equal(null);
      // And does without them.
      expect((await agents.collect())[0]?.metrics.heapUsedBytes).to.be.above(1e6);
    });
  }

  for (const preload of ['collects-nothing', 'without-gc']) {
    it(`gives no reading of a heap that it cannot collect, ${preload}`, async () => {
      const agents = await agentsIn(preload);
      const error = await agents.collect().catch((reason: unknown) => reason);
      expect(error).to.have.property('code', 'AGENT_UNRESPONSIVE');
      expect(String(error))
        .to.match(/collection/)
        .and.to.contain('leakline doctor');
    });
  }

  it('counts no handles, rather than none, without-active-resources', async () => {
    const reading = await readingIn('without-active-resources');
    expect(reading.activeResources).to.equal(null);
    expect(unknownTo([toReading(reading)]).map(({ metric }) => metric)).to.deep.equal(['handles']);
  });

  for (const [preload, program] of [
    ['bypasses-require', 'imports-pg-pool.mjs'],
    ['serves-sources', 'imports-pg-pool.mjs'],
    ['harmless', 'imports-pool-class.mjs'],
  ] as const) {
    it(`finds pools by their shape where it did not see them made, ${preload} with ${program}`, async () => {
      const agents = await agentsIn(preload, program);
      const [before] = await agents.read();
      expect(before?.pools).to.equal(null);
      expect(before === undefined ? [] : unknownTo([before]).map(({ metric }) => metric)).to.deep.equal([
        'pool.checkedOut',
        'pool.waiting',
      ]);
      await agents.lookForPools();
      const [reading] = await agents.collect();
      expect(reading?.pools).to.not.be.empty;
      expect(reading === undefined ? [] : unknownTo([reading])).to.deep.equal([]);
    });
  }

  it('says that it sees no pool where it can look for none either, silent-inspector', async () => {
    const agents = await agentsIn('silent-inspector', 'imports-pool-class.mjs');
    await agents.lookForPools();
    const reading = await only(agents);
    expect(reading.pools).to.equal(null);
    expect(unknownTo([toReading(reading)]).map(({ metric }) => metric)).to.include.members([
      'pool.checkedOut',
      'pool.waiting',
    ]);
  });

  it('counts collections only where it is told their kind, kindless-collections', async () => {
    const agents = await agentsIn('kindless-collections', 'answers.mjs');
    // Nothing is known to be missing until the first entry comes, and the process lives on when it does.
    expect(await eventually(async () => nodeReadings(await agents.read())[0]?.gc === null)).to.equal(true);
  });

  it('counts answers only where it hears its own, silent-servers', async () => {
    expect((await readingIn('silent-servers')).answers).to.equal(null);
    expect((await readingIn('harmless')).answers)
      .to.have.property('200')
      .above(0);
  });

  it('knows the timers of an application that has put others in the place of those of Node.js', async () => {
    const agents = await agentsIn('harmless', 'wraps-timers.mjs');
    const counts = ((await agents.timers()) ?? []).filter(({ delayMs }) => delayMs === 60_000);
    expect(counts.map(({ count }) => count)).to.deep.equal([5]);
  });

  it('knows all of it in a Node.js that it is made for', async () => {
    const agents = await agentsIn('harmless', 'imports-pg-pool.mjs');
    const readings = await agents.collect();
    const [reading] = readings;
    const [told] = nodeReadings(readings);
    expect(reading?.pools).to.have.length(2);
    expect(told?.activeResources).to.include({ TCPServerWrap: 1 });
    expect(told?.gc).to.have.property('major').above(0);
    expect(reading === undefined ? [] : unknownTo([reading])).to.deep.equal([]);
  });
});
