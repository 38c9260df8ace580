import { expect } from 'chai';
import type { MetricId, MetricReadings } from '../../../src/model/metrics/catalogue.js';
import { startPeakWatch } from '../../../src/sampling/peak-watch.js';
import type { SamplingWorld } from '../../../src/sampling/world.js';
import { createFakeClock } from '../../support/fake-clock.js';
import { fakeService, fakeTarget } from '../../support/fake-target.js';

/** Watches servers whose counts are these in turn, until all were asked for. */
async function watch(
  counts: readonly (number | null)[],
  limited: readonly MetricId[],
): Promise<{ readonly peaks: readonly MetricReadings[]; readonly tookMs: number; readonly asked: number }> {
  const clock = createFakeClock();
  const peaks: MetricReadings[] = [];
  let asked = 0;
  const count = async (): Promise<number> => {
    const value = counts[asked];
    asked += 1;
    if (value === null || value === undefined) throw new Error('no answer');
    return value;
  };
  const service = fakeService('postgres', () => []);
  const world: SamplingWorld = {
    target: fakeTarget(() => []),
    services: [{ ...service, observer: { ...service.observer, count } }],
    probes: { atFloors: [], atSamples: [], ofUser: [] },
    clock,
  };
  const watching = startPeakWatch(world, limited, (metrics) => peaks.push(metrics));
  for (let turns = 0; asked < counts.length && turns < 1_000; turns += 1) await Promise.resolve();
  const tookMs = clock.nowMs();
  await watching.stop();
  return { peaks, tookMs, asked };
}

describe('startPeakWatch', () => {
  it('tells each count that is above all before it, and outlives one that is not answered', async () => {
    const { peaks, tookMs } = await watch([0, 3, 1, null, 3, 9, 2], ['pg.connections', 'rssBytes']);
    expect(peaks).to.deep.equal([{ 'pg.connections': 3 }, { 'pg.connections': 9 }]);
    expect(tookMs).to.be.within(120, 140);
  });

  it('asks no server whose connections nobody limits', async () => {
    expect(await watch([5, 6], ['redis.connections', 'rssBytes'])).to.deep.include({ peaks: [], asked: 0 });
  });
});
