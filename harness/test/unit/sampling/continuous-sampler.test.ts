import { expect } from 'chai';
import type { MetricReadings } from '../../../src/model/metrics/catalogue.js';
import { startContinuousSampler } from '../../../src/sampling/continuous-sampler.js';
import type { Probe } from '../../../src/sampling/probes/probe.js';
import type { SamplingWorld } from '../../../src/sampling/world.js';
import { createFakeClock } from '../../support/fake-clock.js';
import { fakeTarget, quietReading } from '../../support/fake-target.js';

const probe = (read: Probe['read'], unavailable: string | null = null): Probe => ({
  metrics: ['fds'],
  cost: 'sample',
  unavailable,
  read,
});

function worldOf(atSamples: readonly Probe[], agents = fakeTarget(() => [quietReading])): SamplingWorld {
  return { target: agents, services: [], probes: { atFloors: [], atSamples, ofUser: [] }, clock: createFakeClock() };
}

/** Samples until there are so many. */
async function collect(world: SamplingWorld, count: number): Promise<readonly MetricReadings[]> {
  const samples: MetricReadings[] = [];
  await new Promise<void>((resolve) => {
    const sampler = startContinuousSampler(world, ({ metrics }) => {
      samples.push(metrics);
      if (samples.length === count) sampler.stop().then(resolve, resolve);
    });
  });
  return samples;
}

describe('startContinuousSampler', () => {
  it('reads the cheap probes every 200 ms until it is stopped', async () => {
    const times: number[] = [];
    const world: SamplingWorld = worldOf([
      probe(async () => {
        times.push(world.clock.nowMs());
        return { fds: times.length };
      }),
    ]);
    expect(await collect(world, 3)).to.deep.equal([{ fds: 1 }, { fds: 2 }, { fds: 3 }]);
    expect(times).to.deep.equal([0, 200, 400]);
  });

  it('leaves out readings that fail, and goes on', async () => {
    let reading = 0;
    const failsAtFirst = probe(async () => {
      reading += 1;
      if (reading < 3) throw new Error('the target is busy');
      return { fds: reading };
    });
    expect(await collect(worldOf([failsAtFirst]), 1)).to.deep.equal([{ fds: 3 }]);
  });

  it('asks no probe that cannot be read here', async () => {
    const unavailable = probe(async () => ({ fds: -1 }), 'needs /proc');
    expect(await collect(worldOf([unavailable, probe(async () => ({ sockets: 2 }))]), 1)).to.deep.equal([
      { sockets: 2 },
    ]);
  });

  it('ends at once while a blocked target owes an answer', async () => {
    const world = worldOf([probe(() => new Promise(() => undefined))]);
    const samples: MetricReadings[] = [];
    await startContinuousSampler(world, ({ metrics }) => samples.push(metrics)).stop();
    expect(samples).to.deep.equal([]);
  });
});
