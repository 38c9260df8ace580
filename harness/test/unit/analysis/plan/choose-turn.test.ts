import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import type { BlockRecord } from '../../../../src/model/block.js';
import { leak, timeToLive } from '../../../support/growth-functions.js';
import { randomWalkNoise } from '../../../support/noise.js';
import type { SimulatedServer } from '../../../support/simulated-server.js';
import { simulatedService } from '../../../support/simulated-servers.js';
import { simulateExperiment } from '../../../support/synthetic-recording.js';

const roundsInTurn = 16;

/** Neighbouring blocks of one endpoint are one turn. */
function turnsOf(blocks: readonly BlockRecord[]): readonly { readonly endpoint: string; readonly blocks: number }[] {
  const turns: { endpoint: string; blocks: number }[] = [];
  for (const { endpoint } of blocks) {
    const last = turns.at(-1);
    if (endpoint === null) continue;
    if (last?.endpoint === endpoint) last.blocks += 1;
    else turns.push({ endpoint, blocks: 1 });
  }
  return turns;
}

const verdictsOf = (server: SimulatedServer, budgetMs = 60_000): Readonly<Record<string, string>> => {
  const { recording } = simulateExperiment(server, { settings: { budgetMs } });
  const [target] = analyzeRecording(recording).targets;
  return Object.fromEntries((target?.endpoints ?? []).map(({ id, verdict }) => [id, verdict]));
};

describe('chooseTurn', () => {
  const restless = simulatedService(
    { 'GET /a': {}, 'GET /b': {}, 'GET /c': {} },
    { noise: { heapUsedBytes: randomWalkNoise(2_000_000) } },
  );

  it('goes round for sixteen blocks, then gives each that is undecided a long turn', () => {
    const { target } = simulateExperiment(restless);
    const inRounds = target.blocks.slice(0, 3 * roundsInTurn);
    for (const endpoint of target.target.endpoints) {
      expect(inRounds.filter((block) => block.endpoint === endpoint)).to.have.length(roundsInTurn);
    }
    const turns = turnsOf(target.blocks.slice(3 * roundsInTurn));
    expect(new Set(turns.map(({ endpoint }) => endpoint)).size).to.equal(3);
    for (const { blocks } of turns.slice(0, 3)) expect(blocks).to.be.above(10);
  });

  it('shares out the time that is left', () => {
    const { target } = simulateExperiment(restless);
    const afterRounds = target.blocks.slice(3 * roundsInTurn).filter(({ endpoint }) => endpoint !== null);
    const spentOn = (endpoint: string): number =>
      afterRounds
        .filter((block) => block.endpoint === endpoint)
        .reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    const times = target.target.endpoints.map(spentOn);
    // The pauses before the later turns are taken off what was left for them.
    expect(Math.min(...times)).to.be.above(0.5 * Math.max(...times));
  });

  it('decides some slow endpoints where turns of one block would decide none', () => {
    // 3,280 requests clear a count: 19 s for each of four endpoints at this pace, and there are 57 s.
    const slow = simulatedService(
      { 'GET /a': {}, 'GET /b': {}, 'GET /c': {}, 'GET /d': {} },
      { mostRequestsPerSecond: 175, noise: {} },
    );
    const verdicts = Object.values(verdictsOf(slow));
    expect(verdicts.filter((verdict) => verdict === 'clean')).to.have.length.within(2, 3);
    expect(verdicts).to.not.include('leaking');
  });

  it('keeps what one endpoint holds for some seconds out of the growth of another', () => {
    const server = simulatedService({
      'GET /kept': { heapUsedBytes: leak(88) },
      'GET /held': { heapUsedBytes: timeToLive(216, 3_000) },
    });
    expect(verdictsOf(server)).to.deep.equal({ 'GET /kept': 'leaking', 'GET /held': 'clean' });
  });

  it('lets go what the others hold before a long turn, and only where something is held', () => {
    const pausesOf = (server: SimulatedServer): readonly string[] =>
      simulateExperiment(server).steps.flatMap(({ step }) =>
        step.kind === 'idle' && step.reason.startsWith('waiting until other endpoints') ? [step.reason] : [],
      );
    const held = simulatedService({
      'GET /kept': { heapUsedBytes: leak(88) },
      'GET /held': { heapUsedBytes: timeToLive(2_000, 3_000) },
    });
    expect(pausesOf(held)[0]).to.equal('waiting until other endpoints free heapUsedBytes that they hold for a time');
    const kept = simulatedService(
      { 'GET /a': { heapUsedBytes: leak(88) }, 'GET /b': { heapUsedBytes: leak(88) } },
      { noise: {} },
    );
    expect(pausesOf(kept)).to.deep.equal([]);
  });
});
