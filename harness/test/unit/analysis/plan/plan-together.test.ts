import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import type { PlannedStep } from '../../../../src/analysis/plan/plan-next.js';
import type { ByMetric } from '../../../../src/model/metrics/catalogue.js';
import { type Growth, leak, leakEvery } from '../../../support/growth-functions.js';
import { whiteNoise } from '../../../support/noise.js';
import { leakedClient, quietNoise, simulatedService } from '../../../support/simulated-servers.js';
import { type SimulationOptions, simulateExperiment, type TakenStep } from '../../../support/synthetic-recording.js';

type Growths = ByMetric<Growth>;
type Together = Extract<PlannedStep, { kind: 'together' }>;

/** Endpoints of the usual service here. */
const many = 12;

const clean: Growths = { heapUsedBytes: leak(0) };

/** Noise of a heap whose objects were counted (DESIGN.md, section 3). */
const noise = { ...quietNoise, heapUsedBytes: whiteNoise(600) };
const limits = { connections: { postgres: 96 }, fileLimit: 20_000, heapLimitBytes: 2e9 };

function drive(
  count: number,
  growthOf: (index: number) => Growths,
  { latencyMs = 1, settings = {} }: { latencyMs?: number; settings?: SimulationOptions['settings'] } = {},
) {
  const endpoints = Object.fromEntries(Array.from({ length: count }, (_, index) => [`GET /${index}`, growthOf(index)]));
  const server = simulatedService(endpoints, { noise, mostRequestsPerSecond: 5_000, endpoint: { latencyMs } });
  const options = { limits, together: true, settings: { strict: false, widestConnections: 32, ...settings } };
  const experiment = simulateExperiment(server, options);
  const [target] = analyzeRecording(experiment.recording).targets;
  const verdicts = Object.fromEntries((target?.endpoints ?? []).map(({ id, verdict }) => [id, verdict]));
  return { ...experiment, verdicts, leaking: Object.keys(verdicts).filter((id) => verdicts[id] === 'leaking') };
}

const togetherIn = (steps: readonly TakenStep[]): readonly Together[] =>
  steps.flatMap(({ step }) => (step.kind === 'together' ? [step] : []));

describe('driving endpoints together', () => {
  // Dozens of simulated runs: seconds on a quiet machine, a minute beside others.
  it('sends one request to each first, one after the other, then more, then all at once', () => {
    const groups = togetherIn(drive(many, () => clean).steps);
    expect(groups[0]?.blocks.map(({ requests }) => requests)).to.deep.equal(Array(many).fill(1));
    expect(groups[0]?.isSequential).to.equal(true);
    expect(groups.at(-1)?.isSequential).to.equal(false);
    const shares = new Set(groups[2]?.blocks.map(({ requests }) => requests));
    expect(shares.size, 'endpoints get different shares').to.be.above(1);
  });

  it('clears a dozen endpoints by common floors, none of them alone', () => {
    const { steps, spentMs, verdicts } = drive(many, () => clean);
    expect(new Set(Object.values(verdicts))).to.deep.equal(new Set(['clean']));
    expect(steps.filter(({ step }) => step.kind === 'block')).to.deep.equal([]);
    expect(spentMs).to.be.below(15_000);
  });

  const leaks: readonly (readonly [string, Growths])[] = [
    ['a connection a request', leakedClient(leak(1))],
    ['a file every hundred requests', { fds: leakEvery(100) }],
    ['64 bytes a request', { heapUsedBytes: leak(64) }],
    ['4 KB a request', { heapUsedBytes: leak(4_000) }],
  ];
  for (const [title, growths] of leaks) {
    it(`finds the one of a dozen that leaks ${title}, by blocks of its own`, () => {
      const { verdicts, leaking, steps, spentMs } = drive(many, (index) => (index === 7 ? growths : clean));
      expect(leaking).to.deep.equal(['GET /7']);
      expect(Object.values(verdicts).filter((verdict) => verdict === 'clean')).to.have.length(many - 1);
      const alone = new Set(steps.flatMap(({ step }) => (step.kind === 'block' ? [step.endpoint] : [])));
      expect(alone).to.include('GET /7');
      expect(alone.size, `hardly anybody else was suspected: ${[...alone]}`).to.be.at.most(many / 2);
      expect(spentMs).to.be.below(40_000);
    });
  }

  it('takes halves once something grew', () => {
    const groups = togetherIn(drive(many, (index) => (index === 7 ? leakedClient(leak(1)) : clean)).steps);
    expect(groups.map(({ blocks }) => blocks.length)).to.include(many / 2);
  });

  it('finds several that leak, each with its own resource and rate', () => {
    const { leaking, target } = drive(many, (index) =>
      index === 3 ? { fds: leak(1) } : { heapUsedBytes: leak(index === 9 ? 4_000 : index === 11 ? 200 : 0) },
    );
    expect(leaking).to.deep.equal(['GET /3', 'GET /9', 'GET /11']);
    expect(target.end?.reason).to.equal('decided');
  });

  it('gives slow endpoints more connections, and an answer', () => {
    const { verdicts, spentMs, steps } = drive(6, () => clean, { latencyMs: 200 });
    expect(new Set(Object.values(verdicts))).to.deep.equal(new Set(['clean']));
    expect(spentMs).to.be.below(60_000);
    const widest = Math.max(...togetherIn(steps).flatMap(({ blocks }) => blocks.map(({ connections }) => connections)));
    expect(widest).to.equal(32);
  });

  it('stays within the room of a server with few connections', () => {
    const { target } = drive(many, (index) => (index === 7 ? leakedClient(leak(1)) : clean));
    expect(Math.max(...target.floors.map(({ metrics }) => metrics['pg.connections'] ?? 0))).to.be.below(96);
  });

  it('leaves two endpoints to themselves, and those of a target whose latency is held to a limit', () => {
    expect(togetherIn(drive(2, () => clean).steps)).to.deep.equal([]);
    const server = simulatedService({ 'GET /a': clean, 'GET /b': clean, 'GET /c': clean }, { noise });
    const budgets = [{ name: 'latencyP95Ms', limit: 50 }] as const;
    const { steps } = simulateExperiment(server, { limits, together: true, budgets });
    expect(togetherIn(steps)).to.deep.equal([]);
  });
});
