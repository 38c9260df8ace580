import { setTimeout as delay } from 'node:timers/promises';
import { openRecordedPool, type RequestOutcome } from '../recording/recorded-pool.js';
import { watchGauges } from '../recording/watch-gauges.js';
import { type Rig, sleepFor, waitUntilQuiet } from '../rig.js';
import { advisedConnections, meanInUse, timeWeightedMean } from '../sizing/littles-law.js';
import { poissonArrivals } from '../sizing/poisson-arrivals.js';
import { mean, quantile } from '../sizing/quantile.js';

/** What a pool of one size did with the same arrivals as all others. */
export interface SizedRun {
  readonly max: number;
  readonly requests: number;
  /** From the first arrival to the last answer. */
  readonly servedPerSecond: number;
  readonly heldMs: number;
  readonly meanWaitMs: number;
  readonly p95WaitMs: number;
  readonly p95LatencyMs: number;
  readonly peakWaiting: number;
  /** Averages over time of what the pool and the server counted, for comparison with Little's law. */
  readonly meanBusy: number;
  readonly meanActiveOnServer: number;
}

export interface SizingStudy {
  readonly arrivalsPerSecond: number;
  /** In the generous pool, where nobody waits. */
  readonly heldMs: number;
  /** Arrivals per second times time held. */
  readonly littleConnections: number;
  readonly advised: number;
  /** Ascending by size; the last is the generous one. */
  readonly runs: readonly SizedRun[];
}

const wantedPerSecond = 150;
const heldMs = 30;
const generous = 40;
const seed = 20_261_120;

/** Measures throughput and time held in a pool that is too large, derives a size, and tries it and its neighbours. */
export async function studySizing(rig: Rig, durationMs: number): Promise<SizingStudy> {
  const arrivals = poissonArrivals(wantedPerSecond, durationMs, seed);
  const largest = await runSized(rig, generous, arrivals);
  const arrivalsPerSecond = (arrivals.length * 1_000) / durationMs;
  const littleConnections = meanInUse(arrivalsPerSecond, largest.heldMs);
  const advised = advisedConnections(littleConnections);
  const sizes = [Math.floor(littleConnections * 0.75), Math.ceil(littleConnections), advised];
  const runs: SizedRun[] = [];
  for (const max of [...new Set(sizes)]) runs.push(await runSized(rig, Math.max(1, max), arrivals));
  return { arrivalsPerSecond, heldMs: largest.heldMs, littleConnections, advised, runs: [...runs, largest] };
}

async function runSized(rig: Rig, max: number, arrivalsMs: readonly number[]): Promise<SizedRun> {
  await waitUntilQuiet(rig);
  const recorded = openRecordedPool({ connectionString: rig.databaseUrl, max, idleTimeoutMillis: 0 });
  try {
    await Promise.all(Array.from({ length: max }, () => recorded.request(sleepFor(20))));
    const watch = watchGauges(recorded.pool, recorded.nowMs, rig.server.countActive);
    const startMs = recorded.nowMs();
    const outcomes = await arrive(arrivalsMs, () => recorded.request(sleepFor(heldMs)));
    const endMs = recorded.nowMs();
    await watch.stop();
    const waitsMs = outcomes.map(({ waitedMs }) => waitedMs);
    const lastArrivalMs = startMs + (arrivalsMs.at(-1) ?? 0);
    const during = <T extends { readonly atMs: number }>(samples: readonly T[]): readonly T[] =>
      samples.filter(({ atMs }) => atMs >= startMs && atMs <= lastArrivalMs);
    return {
      max,
      requests: outcomes.length,
      servedPerSecond: (outcomes.length * 1_000) / (endMs - startMs),
      heldMs: mean(outcomes.map((outcome) => outcome.heldMs)),
      meanWaitMs: mean(waitsMs),
      p95WaitMs: quantile(waitsMs, 0.95),
      p95LatencyMs: quantile(
        outcomes.map((outcome) => outcome.waitedMs + outcome.heldMs),
        0.95,
      ),
      peakWaiting: Math.max(...watch.gauges.map(({ waiting }) => waiting)),
      meanBusy: timeWeightedMean(during(watch.gauges).map(({ atMs, total, idle }) => ({ atMs, value: total - idle }))),
      meanActiveOnServer: timeWeightedMean(
        during(watch.serverCounts).map(({ atMs, connections }) => ({ atMs, value: connections })),
      ),
    };
  } finally {
    await recorded.close();
  }
}

async function arrive(
  arrivalsMs: readonly number[],
  send: () => Promise<RequestOutcome>,
): Promise<readonly RequestOutcome[]> {
  const startMs = performance.now();
  const sent: Promise<RequestOutcome>[] = [];
  for (const atMs of arrivalsMs) {
    const leftMs = atMs - (performance.now() - startMs);
    if (leftMs > 0) await delay(leftMs);
    sent.push(send());
  }
  return Promise.all(sent);
}
