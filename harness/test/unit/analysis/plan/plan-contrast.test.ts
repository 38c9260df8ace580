import { expect } from 'chai';
import { analyzeRecording } from '../../../../src/analysis/analyze.js';
import type { BlockRecord } from '../../../../src/model/block.js';
import type { RecordedInvariant } from '../../../../src/model/invariant.js';
import type { TargetRecording } from '../../../../src/model/recording.js';
import { cacheByInput, fillingCache, type Growth, leak, together } from '../../../support/growth-functions.js';
import { whiteNoise } from '../../../support/noise.js';
import type { SimulatedEndpoint } from '../../../support/simulated-server.js';
import { serviceWith, simulatedService } from '../../../support/simulated-servers.js';
import { type SimulationOptions, simulateExperiment } from '../../../support/synthetic-recording.js';

/** A heap as the census counts it, behind an endpoint of which a minute brings some 9,000 answers. */
const slow = { noise: { heapUsedBytes: whiteNoise(500) }, mostRequestsPerSecond: 150 };

function drive(growth: Growth, options: SimulationOptions = {}, endpoint: Omit<SimulatedEndpoint, 'growth'> = {}) {
  const server = serviceWith('heapUsedBytes', growth, { ...slow, endpoint });
  const { recording, target } = simulateExperiment(server, { freshInputs: true, ...options });
  const [result] = analyzeRecording(recording).targets[0]?.endpoints ?? [];
  const heap = result?.metrics.find(({ metric }) => metric === 'heapUsedBytes');
  return { target, result, heap };
}

const repeatedOf = ({ blocks }: TargetRecording): readonly BlockRecord[] =>
  blocks.filter(({ keys }) => keys === 'repeated');

describe('planContrast', () => {
  it('accuses what grows with repeated inputs as well, like an endpoint without fresh inputs', () => {
    const { target, result, heap } = drive(leak(200));
    expect(result?.requests).to.be.below(12_500);
    expect(heap).to.deep.include({ verdict: 'leaking' });
    expect(heap?.inputs?.growsWith).to.equal('every');
    expect(heap?.reason).to.contain('with repeated inputs as well');
    expect(repeatedOf(target)).to.have.length(5);
    expect(drive(leak(200), { freshInputs: false }).heap?.verdict).to.equal('leaking');
  });

  it('says of what keeps a place for each input that it grows with distinct inputs, and does not accuse it yet', () => {
    for (const capacity of [10_000, Number.POSITIVE_INFINITY]) {
      const { result, heap } = drive(cacheByInput(200, capacity));
      expect(result?.verdict).to.equal('inconclusive');
      expect(heap?.inputs).to.deep.include({ growsWith: 'distinct', distinctInputs: result?.requests });
      expect(heap?.reason).to.match(
        /^Grows with distinct inputs only: \d+ seen, no bound yet; a cache may hold 12500\.$/,
      );
      expect(result?.advice).to.contain('Grows with distinct inputs only');
    }
  });

  it('accuses it once no bound is plausible, and says so beside the finding', () => {
    const { result, heap } = drive(cacheByInput(2_000), { settings: { budgetMs: 120_000 } });
    expect(heap).to.deep.include({ verdict: 'leaking' });
    expect(heap?.reason).to.match(/^Grows with distinct inputs only: \d+ seen, no bound yet\.$/);
    expect(result?.remarks.join()).to.contain('heapUsedBytes grows with distinct inputs only');
  });

  it('accuses a leak beside a cache that fills', () => {
    expect(drive(together(leak(200), cacheByInput(2_000, 10_000))).heap?.verdict).to.equal('leaking');
  });

  it('accuses a list of the latest requests no sooner than at an endpoint without fresh inputs', () => {
    const settings = { budgetMs: 5_000 };
    const [ring, short] = [drive(fillingCache(10_000, 200)), drive(fillingCache(10_000, 200), { settings })];
    const plain = drive(fillingCache(10_000, 200), { freshInputs: false });
    expect(ring.heap?.verdict).to.equal(plain.heap?.verdict);
    expect(short.result?.requests).to.be.below(1_000);
    expect(short.heap?.verdict).to.equal('inconclusive');
  });

  it('repeats the same block each time, number for number, with new inputs in between', () => {
    const { target } = drive(leak(200));
    const own = target.blocks.filter(({ endpoint }) => endpoint !== null);
    const first = own.findIndex(({ keys }) => keys === 'repeated');
    const source = own[first - 1];
    for (const { firstN, requests, connections } of repeatedOf(target)) {
      expect({ firstN, requests, connections }).to.deep.equal({
        firstN: source?.firstN,
        requests: source?.requests,
        connections: source?.connections,
      });
    }
    expect(own.slice(first, first + 9).map(({ keys }) => keys ?? 'new')).to.deep.equal([
      ...Array.from({ length: 4 }, () => ['repeated', 'new']).flat(),
      'repeated',
    ]);
  });

  it('is finished for each endpoint before one of them gets all the time that is left', () => {
    const server = simulatedService(
      { 'GET /a': { heapUsedBytes: cacheByInput(2_000) }, 'GET /b': { heapUsedBytes: leak(2_000) } },
      slow,
    );
    const { target, recording } = simulateExperiment(server, { freshInputs: true, settings: { budgetMs: 40_000 } });
    expect(
      repeatedOf(target)
        .map(({ endpoint }) => endpoint)
        .toSorted(),
    ).to.deep.equal([...Array.from({ length: 5 }, () => 'GET /a'), ...Array.from({ length: 5 }, () => 'GET /b')]);
    const [judged] = analyzeRecording(recording).targets;
    expect(judged?.endpoints.map(({ verdict }) => verdict)).to.deep.equal(['inconclusive', 'leaking']);
  });

  it('costs nothing where memory does not grow, where inputs repeat anyway, or where a count leaks', () => {
    expect(repeatedOf(drive(leak(0)).target)).to.deep.equal([]);
    expect(repeatedOf(drive(leak(200), { freshInputs: false }).target)).to.deep.equal([]);
    const descriptors = simulateExperiment(serviceWith('fds', leak(1), slow), { freshInputs: true });
    expect(repeatedOf(descriptors.target)).to.deep.equal([]);
  });

  it('takes refused repetitions for no evidence, ends with the first, and counts none of them as a failure', () => {
    const { target, result, heap } = drive(leak(200), {}, { refusesRepeated: true });
    expect(repeatedOf(target)).to.have.length(1);
    expect(heap?.verdict).to.equal('inconclusive');
    expect(heap).not.to.have.property('inputs');
    expect(heap?.reason).to.contain('so would a cache of 12500 entries');
    expect(result?.load).to.deep.include({ ok: result?.requests, non2xx: 0 });
    expect(Object.keys(result?.load.byStatus ?? {})).to.deep.equal(['200']);
  });

  it('repeats nothing that an invariant counts', () => {
    const orders: RecordedInvariant = {
      name: 'orders',
      source: 'postgres',
      compares: 'change',
      expected: { kind: 'requests', endpoints: ['GET /'], counted: '2xx', times: 1 },
      withinMs: 0,
    };
    expect(repeatedOf(drive(leak(200), { invariants: [orders] }).target)).to.deep.equal([]);
  });
});
