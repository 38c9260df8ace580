import path from 'node:path';
import { readGrowths } from '../../attribution/node/heap/read-growths.js';
import type { AgentDiagnosis, HeapSnapshotResult } from '../../model/target.js';
import { MiB } from '../../model/units.js';
import type { Clock } from '../../platform/clock.js';
import {
  snapshotDeclined,
  snapshotsFailed,
  snapshotsHomeless,
  snapshotsSkipped,
  snapshotsTooSlow,
} from './diagnose-messages.js';
import { type GrowthSeries, noGrowth } from './growth-series.js';
import { reserveMs } from './scene.js';
import { createSnapshotFolder, type SnapshotFolder } from './snapshot-folder.js';

export interface SnapshotWorld {
  readonly diagnosis: AgentDiagnosis;
  readonly clock: Clock;
  /** When the pass is called off. */
  readonly untilMs: number;
  readonly signal: AbortSignal;
}

/** Three snapshots of a small service and their analysis fit into this time on a busy machine. */
const shortestMs = 4_500;

/**
 * Bytes of heap for each millisecond that is left: so much should fit with three snapshots and their analysis. A larger
 * heap is declined before it costs the pass any time. The value assumes a machine two and a half times as fast as the
 * busy one of bench/RESULTS.md (93 MB: three times 9 s to write, 9 s to read). A slower machine gives up after its
 * first snapshot. With a higher value more passes lose their time to snapshots. With a lower one more leaks have no
 * chain of holders.
 */
const bytesPerMs = 6.5 * 1024;

/**
 * With this limit the analysis needs less than 2 GB of memory (bench/RESULTS.md: 1.5 GB at 247 MB, 2.9 GB at 499 MB).
 */
const largestHeapBytes = 256 * MiB;

const wanted = 3;

/** The analysis takes about as long as writing one snapshot. */
const analysisShare = 1;

function filesOf(rounds: readonly (readonly HeapSnapshotResult[])[]): readonly string[] {
  // Of several processes, only the one with the largest heap is analysed.
  const last = rounds.at(-1)?.filter((result) => result.status === 'written') ?? [];
  const [largest] = last.toSorted((a, b) => b.bytes - a.bytes);
  return rounds.flatMap((round) =>
    round.flatMap((result) => (result.status === 'written' && result.pid === largest?.pid ? [result.file] : [])),
  );
}

async function analyse(files: readonly string[], limits: string[], { clock, untilMs, signal }: SnapshotWorld) {
  const [first, second, third] = files;
  if (first === undefined || second === undefined || third === undefined) return [];
  const late = AbortSignal.timeout(Math.max(0, Math.round(untilMs - clock.nowMs() - reserveMs)));
  try {
    return await readGrowths([first, second, third], AbortSignal.any([signal, late]));
  } catch (error) {
    signal.throwIfAborted();
    limits.push(late.aborted ? snapshotsSkipped : snapshotsFailed(error));
    return [];
  }
}

/** The size of the largest heap of which three snapshots may fit into the time. */
export const heapLimitBytes = (leftMs: number): number => Math.min(largestHeapBytes, Math.floor(leftMs * bytesPerMs));

function createSeries(world: SnapshotWorld, folder: SnapshotFolder): GrowthSeries {
  const { diagnosis, clock, untilMs } = world;
  const limitBytes = heapLimitBytes(untilMs - clock.nowMs());
  const rounds: (readonly HeapSnapshotResult[])[] = [];
  let reason: string | null = null;

  /** Whether the rest fits into the time, if each step takes as long as the snapshot that was just taken. */
  function fits(tookMs: number): boolean {
    const left = wanted - rounds.length + analysisShare;
    return clock.nowMs() + left * tookMs <= untilMs;
  }

  return {
    take: async () => {
      if (reason !== null) return;
      const startMs = clock.nowMs();
      const filePrefix = path.join(folder.path, String(rounds.length + 1));
      const round = await diagnosis.writeHeapSnapshots({ filePrefix, limitBytes });
      rounds.push(round);
      const declined = round.find((result) => result.status === 'declined');
      const tookMs = clock.nowMs() - startMs;
      if (declined !== undefined) reason = snapshotDeclined(declined.reason, limitBytes < largestHeapBytes);
      else if (!fits(tookMs)) reason = snapshotsTooSlow(tookMs);
    },
    finish: async (limits) => {
      if (reason !== null) limits.push(reason);
      const growths = reason === null ? await analyse(filesOf(rounds), limits, world) : [];
      await folder.remove();
      return growths;
    },
    discard: () => folder.remove(),
  };
}

/** Prepares the snapshots of a pass. There are none where even three small ones would not fit. */
export async function createSnapshotSeries(world: SnapshotWorld, limits: string[]): Promise<GrowthSeries> {
  if (world.untilMs - world.clock.nowMs() < shortestMs) {
    limits.push(snapshotsSkipped);
    return noGrowth;
  }
  try {
    return createSeries(world, await createSnapshotFolder());
  } catch (error) {
    limits.push(snapshotsHomeless(error));
    return noGrowth;
  }
}
