import { expect } from 'chai';
import fc from 'fast-check';
import { analyzeRecording, analyzeTarget } from '../../../src/analysis/analyze.js';
import type { TargetRecording } from '../../../src/model/recording.js';
import type { EndpointResult } from '../../../src/model/result.js';
import { fillingCache, leak, leakEvery, slowWarmUp } from '../../support/growth-functions.js';
import { whiteNoise } from '../../support/noise.js';
import { leakedClient, quietNoise, serviceWith, simulatedService } from '../../support/simulated-servers.js';
import { type SimulationOptions, simulateExperiment, toRecording } from '../../support/synthetic-recording.js';

const shortly: SimulationOptions = { settings: { budgetMs: 12_000 } };

describe('the verdict does not depend on', () => {
  const shapes = {
    none: leak(0),
    leak: leak(300),
    cache: fillingCache(5_000, 300),
    warmUp: slowWarmUp(2e6, 3_000),
  };
  const anyShape = fc.constantFrom(...(Object.keys(shapes) as (keyof typeof shapes)[]));
  const heapAlone = { heapUsedBytes: 14_000_000, fds: 20 };
  const runOf = (shape: keyof typeof shapes, seed: number) =>
    simulateExperiment(serviceWith('heapUsedBytes', shapes[shape], { atRest: heapAlone }), { seed, ...shortly });

  /** Result of the same run with its floors changed. */
  function judgeChanged(
    target: TargetRecording,
    change: (floor: TargetRecording['floors'][number]) => typeof floor,
    tolerance = 32,
  ) {
    const settings = {
      tolerances: { heapUsedBytes: tolerance },
      requiredMetrics: [],
      budgetMs: 12_000,
      connections: 8,
      ignore: [],
    };
    const { header } = toRecording([target], settings);
    return analyzeTarget(header, { ...target, floors: target.floors.map(change) }).endpoints;
  }

  const verdicts = (endpoints: readonly EndpointResult[]) =>
    endpoints.flatMap(({ verdict, metrics }) => [verdict, ...metrics.map((metric) => metric.verdict)]);

  it('the unit of memory, when the tolerance is in the same unit', () => {
    fc.assert(
      fc.property(anyShape, fc.integer(), fc.constantFrom(2, 4, 8, 0.5), (shape, seed, factor) => {
        // Sizes that stay below 64 MiB, the one bound that is absolute.
        const { target } = runOf(shape, seed);
        const scaled = judgeChanged(
          target,
          (floor) => ({
            ...floor,
            metrics: { ...floor.metrics, heapUsedBytes: factor * (floor.metrics.heapUsedBytes ?? 0) },
          }),
          32 * factor,
        );
        expect(verdicts(scaled)).to.deep.equal(verdicts(judgeChanged(target, (floor) => floor)));
      }),
      { numRuns: 12, seed: 21 },
    );
  });

  it('the level at rest', () => {
    fc.assert(
      fc.property(anyShape, fc.integer(), fc.integer({ min: 1, max: 1_000_000_000 }), (shape, seed, constant) => {
        const { target } = runOf(shape, seed);
        const lifted = judgeChanged(target, (floor) => ({
          ...floor,
          metrics: { heapUsedBytes: constant + (floor.metrics.heapUsedBytes ?? 0), fds: 7 + (floor.metrics.fds ?? 0) },
        }));
        expect(lifted).to.deep.equal(judgeChanged(target, (floor) => floor));
      }),
      { numRuns: 12, seed: 22 },
    );
  });

  it('how fast time passed', () => {
    fc.assert(
      fc.property(anyShape, fc.integer(), fc.integer({ min: 2, max: 50 }), (shape, seed, factor) => {
        const { target } = runOf(shape, seed);
        const slow = judgeChanged(target, (floor) => ({ ...floor, atMs: factor * floor.atMs }));
        expect(slow).to.deep.equal(judgeChanged(target, (floor) => floor));
      }),
      { numRuns: 8, seed: 23 },
    );
  });

  it('the order in which endpoints are named', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['GET /a', 'GET /b', 'GET /c'], { minLength: 3 }),
        fc.integer(),
        (order, seed) => {
          const server = simulatedService({
            'GET /a': { heapUsedBytes: leak(2_000) },
            'GET /b': {},
            'GET /c': leakedClient(leakEvery(7)),
          });
          const { target, recording } = simulateExperiment(server, { seed, ...shortly });
          const permuted = { ...target, target: { ...target.target, endpoints: order } };
          const byId = (endpoints: readonly EndpointResult[]) => endpoints.toSorted((a, b) => a.id.localeCompare(b.id));
          expect(byId(analyzeTarget(recording.header, permuted).endpoints)).to.deep.equal(
            byId(analyzeTarget(recording.header, target).endpoints),
          );
        },
      ),
      { numRuns: 6, seed: 24 },
    );
  });
});

describe('the family of tests', () => {
  it('does not accuse one of thirty clean endpoints by chance', () => {
    const endpoints = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`GET /${index}`, {}]));
    const noise = { ...quietNoise, heapUsedBytes: whiteNoise(300_000) };
    const server = simulatedService(endpoints, { noise, atRest: { heapUsedBytes: 14e6 } });
    const { recording } = simulateExperiment(server, { settings: { budgetMs: 20_000 } });
    const results = analyzeRecording(recording).targets[0]?.endpoints ?? [];
    expect(results.filter(({ verdict }) => verdict === 'leaking')).to.deep.equal([]);
  });
});
