import { expect } from 'chai';
import type { NodeReading } from '../../../src/model/runtimes/node/reading.js';
import type { Target } from '../../../src/model/target.js';
import { toReading } from '../../../src/runtimes/node/to-reading.js';
import { createProbes } from '../../../src/sampling/probes/create-probes.js';
import { readFloor } from '../../../src/sampling/read-floor.js';
import type { SamplingWorld } from '../../../src/sampling/world.js';
import { createFakeClock } from '../../support/fake-clock.js';
import { fakeTarget, quietReading } from '../../support/fake-target.js';

const never = new AbortController().signal;

function worldOf(target: Target): SamplingWorld {
  const [agentProbe] = createProbes(
    [],
    { hasAgent: target.agents !== null, knowsProcesses: true },
    () => undefined,
  ).atFloors;
  const atFloors = agentProbe === undefined ? [] : [agentProbe];
  return { target, services: [], probes: { atFloors, atSamples: [], ofUser: [] }, clock: createFakeClock() };
}

describe('readFloor', () => {
  it('reads the heap after collecting, not before', async () => {
    const collected: NodeReading = { ...quietReading, heapUsedBytes: 7 };
    const target = fakeTarget(() => [quietReading]);
    const { agents: quiet } = target;
    const agents = quiet === null ? null : { ...quiet, collect: async () => [toReading(collected)] };
    const floor = await readFloor(worldOf({ ...target, agents }), null, never);
    expect(floor.metrics).to.deep.include({ heapUsedBytes: 7 });
    expect(floor).to.deep.include({ settled: true, settleMs: 20 });
  });

  it('has objects counted unless it is told not to', async () => {
    const asked: (boolean | undefined)[] = [];
    const target = fakeTarget(() => [quietReading]);
    const collect = async (isCounting?: boolean) => {
      asked.push(isCounting);
      return [toReading(quietReading)];
    };
    const agents = target.agents === null ? null : { ...target.agents, collect };
    const world = worldOf({ ...target, agents });
    await readFloor(world, null, never);
    await readFloor(world, null, never, { isCounting: false });
    expect(asked).to.deep.equal([true, false]);
  });

  it('is not settled when the heap still moved after the last collection', async () => {
    const restless = { ...quietReading, forced: { passes: 9, durationMs: 90, isStable: false } };
    expect((await readFloor(worldOf(fakeTarget(() => [restless])), null, never)).settled).to.equal(false);
  });

  it('keeps the share of each worker thread, and counts those that were not read', async () => {
    const thread = { threadId: 3, heapUsedBytes: 5, externalBytes: 4, arrayBuffersBytes: 2, census: null };
    const threaded: NodeReading = { ...quietReading, threads: [thread], unreadThreads: 2 };
    const floor = await readFloor(worldOf(fakeTarget(() => [threaded])), null, never);
    const metrics = { heapUsedBytes: 5, externalBytes: 4, arrayBuffersBytes: 2 };
    expect(floor.threads).to.deep.equal([{ pid: quietReading.pid, thread: 3, metrics }]);
    expect(floor.unreadThreads).to.equal(2);
    const quiet = await readFloor(worldOf(fakeTarget(() => [quietReading])), null, never);
    expect(quiet).to.not.have.any.keys('threads', 'unreadThreads');
  });

  it('reads what there is to read of a target without an agent', async () => {
    const floor = await readFloor(worldOf({ ...fakeTarget(() => []), agents: null }), null, never);
    expect(floor).to.deep.include({ metrics: {}, settled: true, socketsByPeer: {} });
  });
});
