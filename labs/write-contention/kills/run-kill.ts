import { setTimeout as delay } from 'node:timers/promises';
import { countAll, driveHits, type LoadOutcome } from '../drive-hits.js';
import { readStored } from '../stored-hits.js';
import { baseUrlOf } from '../twin-process.js';
import type { KillRig, Victim } from './kill-rig.js';
import { holdAt, type Moment, type Servers } from './moments.js';
import { waitingKeys } from './redis-observer.js';

export interface Kill {
  readonly victim: Victim;
  readonly moment: Moment;
  /** When a `random` kill strikes, after the load began. */
  readonly randomMs: number;
}

/** A kill under load, and the books after it. */
export interface KillRun extends Kill {
  readonly outcome: LoadOutcome;
  /** Hits that Redis counted, by its own statistics: between `accepted` and `accepted + unanswered + refused`. */
  readonly counted: number;
  readonly stored: number;
  /** Counted or even accepted, and not stored. */
  readonly lost: number;
  /** Stored and not counted. */
  readonly doubled: number;
}

/** Lets some hits come in before and after the kill; the drain runs ten times a second. */
const loadMs = 100;

/** Kills one process at one moment of the drain while hits come in, brings it back, and compares what was counted with what is stored. */
export async function runKill(rig: KillRig, kill: Kill): Promise<KillRun> {
  const before = await readBooks(rig.servers);
  const ending = new AbortController();
  const load = { requests: Number.POSITIVE_INFINITY, concurrency: 8 };
  const driving = driveHits(baseUrlOf(rig.service()), load, ending.signal);
  await strike(rig, kill).finally(() => ending.abort());
  const outcome = await driving;
  await waitUntilDrained(rig.servers);
  const after = await readBooks(rig.servers);
  return { ...kill, outcome, ...compareBooks(outcome, after.counted - before.counted, after.stored - before.stored) };
}

async function strike(rig: KillRig, { victim, moment, randomMs }: Kill): Promise<void> {
  await delay(loadMs);
  const release = await holdAt[moment](rig.servers, randomMs);
  await rig.kill(victim);
  await release();
  await rig.restart(victim);
  await delay(loadMs);
}

function compareBooks(outcome: LoadOutcome, counted: number, stored: number) {
  const lost = Math.max(0, counted - stored, outcome.accepted - stored);
  const mostCounted = outcome.accepted + countAll(outcome.unanswered) + countAll(outcome.refused);
  return { counted, stored, lost, doubled: Math.max(0, stored - counted, stored - mostCounted) };
}

interface Books {
  readonly counted: number;
  readonly stored: number;
}

async function readBooks({ databaseUrl, redis }: Servers): Promise<Books> {
  const statistics = await redis.info('commandstats');
  const counted = Number(/^cmdstat_hincrby:calls=(\d+)/m.exec(statistics)?.[1] ?? 0);
  return { counted, stored: await readStored(databaseUrl) };
}

const drainPatienceMs = 10_000;

async function waitUntilDrained({ redis }: Servers): Promise<void> {
  const giveUpMs = performance.now() + drainPatienceMs;
  while ((await redis.exists(waitingKeys)) > 0) {
    if (performance.now() > giveUpMs) throw new Error(`Hits still wait in Redis after ${drainPatienceMs} ms.`);
    await delay(10);
  }
}
