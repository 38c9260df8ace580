import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import { endpointBlocks } from '../../../../src/analysis/endpoint-blocks.js';
import { connectionsFor } from '../../../../src/analysis/plan/concurrency.js';
import { poolRamp } from '../../../support/growth-functions.js';
import { simulatedService } from '../../../support/simulated-servers.js';
import { defaultSettings, simulateExperiment } from '../../../support/synthetic-recording.js';

const settings = { ...defaultSettings, widestConnections: 32 };

const widthsOf = (...parameters: Parameters<typeof simulateExperiment>): ReadonlySet<number> =>
  new Set(simulateExperiment(...parameters).target.blocks.map(({ connections }) => connections));

/** An endpoint whose clients open a client of a pool each. */
const waiting = (latencyMs: number) =>
  simulatedService(
    { 'GET /': { 'pg.connections': poolRamp(20) } },
    { endpoint: { latencyMs }, atRest: { 'pg.connections': 0 } },
  );

describe('connectionsFor', () => {
  it('drives an endpoint that waits over more connections, and so clears it within the budget', () => {
    const { recording, target } = simulateExperiment(waiting(200), { settings });
    expect(target.blocks.map(({ connections }) => connections)).to.include.members([1, 8, 32]);
    expect(analyzeRecording(recording).verdict).to.equal('clean');
    const narrow = simulateExperiment(waiting(200));
    expect(analyzeRecording(narrow.recording).verdict).to.equal('inconclusive');
  });

  it('leaves an endpoint that works, or is quick, at the usual number', () => {
    const working = simulatedService({ 'GET /': {} }, { endpoint: { latencyMs: 50 }, mostRequestsPerSecond: 20 });
    expect(widthsOf(working, { settings })).to.deep.equal(new Set([1, 8]));
    expect(widthsOf(waiting(40), { settings })).to.deep.equal(new Set([1, 8]));
    expect(widthsOf(waiting(56), { settings })).to.deep.equal(new Set([1, 8, 32]));
  });

  it('keeps to the number that a budget of latency or throughput is about', () => {
    const { target } = simulateExperiment(waiting(200), { settings: { ...settings, budgetMs: 5_000 } });
    const held = { ...target, target: { ...target.target, budgets: [{ name: 'latencyP95Ms', limit: 500 }] as const } };
    const blocks = endpointBlocks(target, 'GET /');
    expect(connectionsFor(target, blocks, settings)).to.equal(32);
    expect(connectionsFor(held, blocks, settings)).to.equal(8);
  });

  it('goes back to the usual number when requests fail', () => {
    const { target } = simulateExperiment(waiting(200), { settings: { ...settings, budgetMs: 5_000 } });
    const failing = target.blocks.map((block) =>
      block.connections === 32 ? { ...block, load: { ...block.load, ok: block.load.sent - 1 } } : block,
    );
    const blocks = endpointBlocks({ ...target, blocks: failing }, 'GET /');
    expect(connectionsFor(target, blocks, settings)).to.equal(8);
  });
});
