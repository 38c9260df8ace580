import type { MetricReadings } from '../model/metrics/catalogue.js';
import { agentDescriptors } from '../model/runtimes/catalogue.js';
import { countDescriptors } from './procfs/process-counts.js';
import { readAgents, type SamplingWorld } from './world.js';

export interface Settling {
  readonly settled: boolean;
  readonly tookMs: number;
}

/** Time between two looks. What an answer leaves behind (closing sockets, timers of 0 ms) is done within this time. */
const pollMs = 10;

/** Number of looks in a row that must agree. */
const agreeingLooks = 3;

/**
 * What is above its last floor gets this long to come back before it counts as growth, unless the caller says
 * otherwise.
 */
const defaultReturnPatienceMs = 120;

/** After this time the floor is read as it is and marked as not settled. */
const patienceMs = 3_000;

/**
 * The counts of a shared server may never hold still, because it has other users. After this time only the target's own
 * descriptors and handles are waited for.
 */
const serverPatienceMs = 500;

interface Look {
  readonly fds: number;
  readonly handles: number;
  readonly servers: readonly number[];
}

async function look(world: SamplingWorld): Promise<Look> {
  const pids = await world.target.pids();
  const [fds, agents, servers] = await Promise.all([
    countDescriptors(pids),
    readAgents(world),
    Promise.all(world.services.map((service) => service.observer.count())),
  ]);
  const handles = agents.reduce((sum, { metrics }) => sum + (metrics.handles ?? 0), 0);
  return { fds: fds - agentDescriptors(agents), handles, servers };
}

const isSame = (a: Look, b: Look, withServers: boolean): boolean =>
  a.fds === b.fds && a.handles === b.handles && (!withServers || a.servers.join() === b.servers.join());

function isAbove({ fds, handles }: Look, floor: MetricReadings | null): boolean {
  return floor !== null && (fds > (floor.fds ?? fds) || handles > (floor.handles ?? handles));
}

/**
 * Waits until descriptors, active handles and server-side connections hold still. Descriptors and handles above the
 * last floor get longer, because a detector should look twice before it accuses.
 *
 * @param lastFloor readings of the floor before, or null for the first floor.
 * @param returnPatienceMs how long what is above the last floor may take to come back.
 */
export async function settle(
  world: SamplingWorld,
  lastFloor: MetricReadings | null,
  signal: AbortSignal,
  returnPatienceMs = defaultReturnPatienceMs,
): Promise<Settling> {
  const { clock } = world;
  const startMs = clock.nowMs();
  let last = await look(world);
  let agreeing = 1;
  for (;;) {
    const tookMs = clock.nowMs() - startMs;
    const isQuiet = agreeing >= agreeingLooks;
    if (isQuiet && (!isAbove(last, lastFloor) || tookMs >= returnPatienceMs)) return { settled: true, tookMs };
    if (tookMs >= patienceMs) return { settled: false, tookMs };
    await clock.sleep(pollMs, signal);
    const next = await look(world);
    agreeing = isSame(last, next, tookMs < serverPatienceMs) ? agreeing + 1 : 1;
    last = next;
  }
}
