import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient, PoolConfig } from 'pg';
import type { GaugeSample, PoolEvent, ServerCount } from './recording/pool-event.js';
import { openRecordedPool, type RequestOutcome } from './recording/recorded-pool.js';
import { watchGauges } from './recording/watch-gauges.js';
import { type Rig, sleepFor, waitUntilQuiet } from './rig.js';
import { buildTimeline, type Timeline } from './timeline/build-timeline.js';
import { summarizeTimeline, type TimelineSummary } from './timeline/summarize-timeline.js';

/** The settings that the lab is about, as `pg.Pool` takes them. */
export type PoolSettings = Readonly<
  Pick<PoolConfig, 'max' | 'min' | 'idleTimeoutMillis' | 'connectionTimeoutMillis' | 'maxUses' | 'maxLifetimeSeconds'>
>;

/** What happened to one pool, complete enough to be drawn. */
export interface Picture {
  readonly title: string;
  /** As the library takes them that has the pool. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly timeline: Timeline;
  readonly gauges: readonly GaugeSample[];
  readonly serverCounts: readonly ServerCount[];
  readonly summary: TimelineSummary;
}

/** What a script of a picture can do. */
export interface Stage {
  /** A request that holds a connection for this long. */
  request(heldMs: number): Promise<RequestOutcome>;
  /** A request that does something of its own with its connection. */
  requestDoing(work: (client: PoolClient) => Promise<unknown>): Promise<RequestOutcome>;
  leak(): Promise<RequestOutcome>;
  /** As many requests at the same moment. */
  burst(requests: number, heldMs: number): Promise<readonly RequestOutcome[]>;
  pause(ms: number): Promise<void>;
  /** Waits until the pool has closed so many connections, or for as long as a busy machine may need. */
  closes(connections: number): Promise<void>;
  /** Opens all connections that the pool may have, so that what follows does not depend on how long opening takes. */
  openAll(): Promise<void>;
}

/** Opens a pool with these settings, plays the script on it, and draws what happened until the script ended. */
export async function takePicture(
  rig: Rig,
  title: string,
  settings: PoolSettings,
  play: (stage: Stage) => Promise<void>,
): Promise<Picture> {
  await waitUntilQuiet(rig);
  const recorded = openRecordedPool({ connectionString: rig.databaseUrl, ...settings });
  const watch = watchGauges(recorded.pool, recorded.nowMs, rig.server.count);
  const request = (heldMs: number): Promise<RequestOutcome> => recorded.request(sleepFor(heldMs));
  try {
    await play({
      request,
      requestDoing: recorded.request,
      leak: recorded.leak,
      burst: (requests, heldMs) => Promise.all(Array.from({ length: requests }, () => request(heldMs))),
      pause: async (ms) => {
        await delay(ms);
      },
      closes: (connections) => waitForCloses(recorded.events, connections),
      openAll: () => openAll(recorded.pool),
    });
    const endMs = recorded.nowMs();
    await watch.stop();
    const timeline = buildTimeline(recorded.events, endMs);
    const gauges = watch.gauges.filter(({ atMs }) => atMs <= endMs);
    const serverCounts = watch.serverCounts.filter(({ atMs }) => atMs <= endMs);
    const summary = summarizeTimeline(timeline, gauges, serverCounts);
    return { title, settings, timeline, gauges, serverCounts, summary };
  } finally {
    await watch.stop();
    await recorded.close();
  }
}

const closesPatienceMs = 5_000;

async function waitForCloses(events: readonly PoolEvent[], connections: number): Promise<void> {
  const deadlineMs = performance.now() + closesPatienceMs;
  while (events.filter(({ kind }) => kind === 'closed').length < connections && performance.now() < deadlineMs) {
    await delay(5);
  }
}

/** Past the recording of requests: these connections just are there. */
async function openAll(pool: Pool): Promise<void> {
  const { max } = pool.options;
  while (pool.idleCount < max) {
    const taking = Array.from({ length: max }, () => pool.connect());
    const taken = await Promise.allSettled(taking);
    for (const outcome of taken) if (outcome.status === 'fulfilled') outcome.value.release();
  }
}
