import { expect } from 'chai';
import { judgeTarget } from '../../../../src/analysis/judge/judge-target.js';
import { type ExpectedDuration, expectedDuration } from '../../../../src/analysis/plan/expected-duration.js';
import type { AnalysisSettings } from '../../../../src/model/analysis-settings.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { leak } from '../../../support/growth-functions.js';
import { whiteNoise } from '../../../support/noise.js';
import { quietNoise, simulatedService } from '../../../support/simulated-servers.js';
import { defaultSettings, type SimulationOptions, simulateExperiment } from '../../../support/synthetic-recording.js';

const noise = { ...quietNoise, heapUsedBytes: whiteNoise(600) };
const clean = { heapUsedBytes: leak(0) };

interface Told {
  readonly first: ExpectedDuration;
  /** When it was known, and how long it took in the end. */
  readonly atMs: number;
  readonly tookMs: number;
}

/** What is expected of a service without a leak, as soon as anything is. */
function expectOf(latenciesMs: readonly number[], options: SimulationOptions = {}): Told {
  const endpoints = Object.fromEntries(
    latenciesMs.map((latencyMs, index) => [`GET /${index}`, { growth: clean, latencyMs }]),
  );
  const server = { ...simulatedService({}, { noise, mostRequestsPerSecond: 5_000 }), endpoints };
  const settings = { strict: false, widestConnections: 32, ...options.settings };
  const run = simulateExperiment(server, { together: true, ...options, settings });
  for (const { before, spentMs } of run.steps) {
    const first = expectedDuration(before, run.settings);
    if (first !== null) return { first, atMs: spentMs, tookMs: run.spentMs };
  }
  throw new Error('Nothing was ever expected.');
}

const many = (count: number, latencyMs: number): readonly number[] => Array<number>(count).fill(latencyMs);

describe('expected duration', () => {
  const cases: readonly (readonly [string, readonly number[], { readonly slow: number }])[] = [
    ['twenty fast endpoints', many(20, 0.4), { slow: 0 }],
    ['six slow endpoints', many(6, 200), { slow: 6 }],
    ['a dozen endpoints, two of them slow', [...many(10, 0.4), 150, 200], { slow: 2 }],
    ['two endpoints, each alone', many(2, 0.4), { slow: 0 }],
    ['one endpoint', many(1, 0.4), { slow: 0 }],
  ];
  for (const [title, latencies, { slow }] of cases) {
    it(`is about what ${title} take, and known within two seconds of load and floors for each slow one`, () => {
      const { first, atMs, tookMs } = expectOf(latencies);
      expect(first).to.include({ endpoints: latencies.length, slow });
      expect(first.expectedMs).to.be.within(tookMs / 1.6, tookMs * 1.6);
      expect(atMs).to.be.below(2_000 * Math.max(1, slow));
    });
  }

  it('grows with what a tolerance asks for', () => {
    const usual = expectOf(many(6, 0.4)).first.expectedMs;
    const tolerances = { fds: 0.0001 };
    expect(expectOf(many(6, 0.4), { settings: { tolerances } }).first.expectedMs).to.be.above(2 * usual);
  });

  it('takes the usual connections for slow endpoints where nobody may have more', () => {
    const wide = expectOf(many(3, 200)).first.expectedMs;
    const narrow = expectOf(many(3, 200), { settings: { widestConnections: 8 } }).first.expectedMs;
    expect(narrow / wide).to.be.within(3, 4);
  });

  it('gives a target longer than the usual budget that comes to no useful answer within it, up to a limit', () => {
    const longestBudgetMs = 3 * defaultSettings.budgetMs;
    const budgetOf = (latencies: readonly number[], settings: Partial<AnalysisSettings> = {}): number =>
      expectOf(latencies, { settings: { longestBudgetMs, ...settings } }).first.budgetMs;
    expect(budgetOf(many(3, 0.4))).to.equal(defaultSettings.budgetMs);
    expect(budgetOf([1_000]), '300 requests will do').to.equal(defaultSettings.budgetMs);
    const { first: strict } = expectOf([1_000], { settings: { longestBudgetMs, strict: true } });
    expect(strict.budgetMs, 'the full proof is wanted').to.equal(Math.round(1.25 * strict.expectedMs));
    expect(budgetOf([9_000])).to.be.within(1.2 * defaultSettings.budgetMs, longestBudgetMs);
    expect(budgetOf([9_000], { longestBudgetMs: 65_000 })).to.equal(65_000);
    const chosen = expectOf([9_000], {}).first.budgetMs;
    expect(chosen, 'as chosen by the user').to.equal(defaultSettings.budgetMs);
  });

  it('lets a target of many slow endpoints be decided, which the usual budget does not', () => {
    const budgetMs = 15_000;
    const verdictsWithin = (settings: Partial<AnalysisSettings>) => {
      const endpoints = Object.fromEntries(
        many(6, 300).map((latencyMs, i) => [`GET /${i}`, { growth: clean, latencyMs }]),
      );
      const server = { ...simulatedService({}, { noise, mostRequestsPerSecond: 5_000 }), endpoints };
      const { target, settings: used } = simulateExperiment(server, { together: true, settings });
      return judgeTarget(target, used, true).map(({ verdict }) => verdict);
    };
    const strict = { strict: true, widestConnections: 32, budgetMs };
    expect(verdictsWithin(strict)).to.deep.equal(Array(6).fill('inconclusive'));
    expect(verdictsWithin({ ...strict, longestBudgetMs: 8 * budgetMs })).to.deep.equal(Array(6).fill('clean'));
  });

  it('is unknown before every endpoint has answered a few requests', () => {
    const server = simulatedService({ 'GET /a': clean, 'GET /b': clean }, { noise });
    const { steps } = simulateExperiment(server);
    const recordings = steps.map(({ before }): TargetRecording => before);
    const known = recordings.filter((recording) => expectedDuration(recording, defaultSettings) !== null);
    const few = recordings.filter(({ blocks }) => blocks.length < 5);
    expect(known.length).to.be.above(0);
    expect(few.some((recording) => expectedDuration(recording, defaultSettings) !== null)).to.equal(false);
  });
});
