import { expect } from 'chai';
import { settle } from '../../../src/sampling/settle.js';
import type { SamplingWorld } from '../../../src/sampling/world.js';
import { createFakeClock } from '../../support/fake-clock.js';
import { fakeService, fakeTarget, quietReading, serverConnection } from '../../support/fake-target.js';

const never = new AbortController().signal;

/** A world in which handles, and clients at the server, follow the clock. */
function worldOf(handlesAt: (nowMs: number) => number, clientsAt: (nowMs: number) => number = () => 0): SamplingWorld {
  const clock = createFakeClock();
  const read = () => [{ ...quietReading, activeResources: { Timeout: handlesAt(clock.nowMs()) } }];
  const clients = () => Array.from({ length: clientsAt(clock.nowMs()) }, (_, id) => serverConnection({ id }));
  return {
    target: fakeTarget(read),
    services: [fakeService('postgres', clients)],
    probes: { atFloors: [], atSamples: [], ofUser: [] },
    clock,
  };
}

describe('settle', () => {
  it('is done after three looks that agree', async () => {
    expect(
      await settle(
        worldOf(() => 5),
        null,
        never,
      ),
    ).to.deep.equal({ settled: true, tookMs: 20 });
  });

  it('waits until what an answer left behind is gone', async () => {
    const world = worldOf((nowMs) => (nowMs < 70 ? 9 - Math.floor(nowMs / 10) : 2));
    expect(await settle(world, null, never)).to.deep.equal({ settled: true, tookMs: 90 });
  });

  it('gives what is above the last floor longer to come back', async () => {
    expect(
      await settle(
        worldOf(() => 5),
        { handles: 5 },
        never,
      ),
    ).to.deep.include({ tookMs: 20 });
    expect(
      await settle(
        worldOf(() => 6),
        { handles: 5 },
        never,
      ),
    ).to.deep.equal({ settled: true, tookMs: 120 });
  });

  it('is done at once when that came back', async () => {
    const world = worldOf((nowMs) => (nowMs < 60 ? 6 : 5));
    expect(await settle(world, { handles: 5 }, never)).to.deep.equal({ settled: true, tookMs: 80 });
  });

  it('loses patience with a target that never holds still, and says so', async () => {
    const world = worldOf((nowMs) => nowMs);
    expect(await settle(world, null, never)).to.deep.equal({ settled: false, tookMs: 3_000 });
  });

  it('waits for clients to leave the server', async () => {
    const world = worldOf(
      () => 5,
      (nowMs) => Math.max(0, 10 - nowMs / 20),
    );
    const { settled, tookMs } = await settle(world, null, never);
    expect(settled).to.equal(true);
    expect(tookMs).to.be.within(200, 240);
  });

  it('does not wait for other users of a shared server for ever', async () => {
    const world = worldOf(
      () => 5,
      (nowMs) => (nowMs / 10) % 7,
    );
    const { settled, tookMs } = await settle(world, null, never);
    expect(settled).to.equal(true);
    expect(tookMs).to.be.within(500, 540);
  });

  it('ends when the run is interrupted', async () => {
    const interruption = new AbortController();
    interruption.abort(new Error('interrupted'));
    const outcome = await settle(
      worldOf(() => 5),
      null,
      interruption.signal,
    ).catch((error: unknown) => error);
    expect(outcome).to.deep.include({ message: 'interrupted' });
  });
});
