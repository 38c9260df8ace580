import { expect } from 'chai';
import type { AgentMode } from '../../../../src/model/agent-protocol.js';
import { assertAgentIsBuilt, createTargets } from '../../../fixtures/targets/target-fixture.js';
import { diagnoseFolder, diagnosisOf, sendRequests } from './diagnosed-target.js';

describe('diagnose mode', () => {
  const targets = createTargets();
  before(assertAgentIsBuilt);
  afterEach(() => targets.stopAll());

  async function start(command: string, agentMode: AgentMode) {
    return targets.start(command, { agent: 'auto', agentMode, cwd: diagnoseFolder });
  }

  for (const [path, where] of [
    ['/inspect', 'the application'],
    ['/inspect-thread', 'its worker threads'],
  ] as const) {
    it(`shows ${where} nothing of itself`, async () => {
      const measured = await start('node inspects-builtins.mjs', 'measure');
      const diagnosed = await start('node inspects-builtins.mjs', 'diagnose');
      await diagnosisOf(diagnosed).watch('counts');
      const [plain, watched] = await Promise.all(
        [measured, diagnosed].map(async ({ baseUrl }) => (await fetch(baseUrl + path)).json()),
      );
      expect(watched).to.deep.equal(plain).and.to.have.property('functions');
    });
  }

  it('is absent in measure mode', async () => {
    const { agents } = await start('node inspects-builtins.mjs', 'measure');
    expect(agents?.diagnosis).to.equal(null);
  });

  it('names the function whose objects survived', async () => {
    const target = await start('node creates-resources.mjs', 'diagnose');
    await sendRequests(target, '/objects', 2);
    await diagnosisOf(target).watch('counts');
    await sendRequests(target, '/objects', 5);
    const [largest] = await diagnosisOf(target).allocations();
    if (largest === undefined) throw new Error('no allocation survived');
    const [innermost] = largest.stack;
    expect(innermost).to.have.property('functionName', 'keepObjects');
    expect(innermost)
      .to.have.property('file')
      .that.matches(/creates-resources\.mjs$/);
    // 10,000 objects of 32 bytes and strings of 24 to 32.
    expect(largest.survivingBytes).to.be.within(300_000, 1_200_000);
    expect(largest.survivingCount).to.be.greaterThan(20);
  });

  it('allocates nothing in the name of the application', async () => {
    const target = await start('node creates-resources.mjs', 'diagnose');
    await diagnosisOf(target).watch('counts');
    await sendRequests(target, '/listener', 300);
    const allocations = await diagnosisOf(target).allocations();
    const ofAgent = allocations.filter(({ stack }) => stack.some(({ file }) => file.includes('/dist/agents/node/')));
    expect(ofAgent).to.deep.equal([]);
  });
});
