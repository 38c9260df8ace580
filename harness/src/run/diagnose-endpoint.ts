import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HeldGrowth } from '../attribution/heap/analyze-snapshots.js';
import { readGrowths } from '../attribution/heap/read-growths.js';
import type { RawEvidence } from '../attribution/resolve-evidence.js';
import type { Endpoint } from '../model/endpoint.js';
import type { LoadGenerator } from '../model/load.js';
import { MiB } from '../model/metrics.js';
import type { AgentDiagnosis, HeapSnapshotResult } from '../model/target.js';
import { settle } from '../sampling/settle.js';
import type { SamplingWorld } from '../sampling/world.js';
import { snapshotDeclined, snapshotsFailed, snapshotsSkipped } from './diagnose-messages.js';
import type { DiagnosePlan } from './diagnose-plan.js';
import { type ListedService, serverViewOf } from './server-view.js';

/** Everything that a pass over one endpoint needs to reach. */
export interface DiagnoseScene {
  readonly world: SamplingWorld;
  readonly diagnosis: AgentDiagnosis;
  readonly load: LoadGenerator;
  readonly endpoint: Endpoint;
  readonly connections: number;
  readonly requestTimeoutMs: number;
  /** False where there is no time for snapshots: allocation sites alone then name the place. */
  readonly hasTimeForSnapshots: boolean;
  readonly signal: AbortSignal;
}

/** What a pass saw; the growths come once the snapshots are analysed. */
export interface Observed {
  readonly evidence: Omit<RawEvidence, 'growths'>;
  readonly growths: Promise<readonly HeldGrowth[]>;
  readonly limits: string[];
}

/** Snapshots of larger heaps take longer to write and to read than a pass may. */
const snapshotLimitBytes = 256 * MiB;

/** Load in one window of a pass that looks at bytes; counts are done long before. */
const windowMs = 600;

/** Few enough to look at the clock in between. */
const chunkUnits = 20;

interface Driver {
  /** Sends up to so many units, and tells how many it sent. */
  drive(units: number): Promise<number>;
}

function createDriver({ world, load, endpoint, connections, requestTimeoutMs, signal }: DiagnoseScene): Driver {
  let sent = 0;
  const send = async (requests: number): Promise<void> => {
    const atOnce = Math.min(connections, requests);
    await load.run({ endpoint, requests, connections: atOnce, timeoutMs: requestTimeoutMs, firstN: sent + 1 }, signal);
    sent += requests;
  };
  return {
    drive: async (units) => {
      const untilMs = world.clock.nowMs() + windowMs;
      const before = sent;
      while (sent - before < units && (sent === before || world.clock.nowMs() < untilMs)) {
        await send(Math.min(chunkUnits, units - (sent - before)));
      }
      await settle(world, null, signal);
      return sent - before;
    },
  };
}

interface SnapshotSeries {
  take(): Promise<void>;
  /** Analyses what was taken and removes it. */
  finish(limits: string[]): Promise<readonly HeldGrowth[]>;
}

function filesOf(rounds: readonly (readonly HeapSnapshotResult[])[]): readonly string[] {
  // Of several processes the one with the largest heap is looked into.
  const last = rounds.at(-1)?.filter((result) => result.status === 'written') ?? [];
  const [largest] = last.toSorted((a, b) => b.bytes - a.bytes);
  return rounds.flatMap((round) =>
    round.flatMap((result) => (result.status === 'written' && result.pid === largest?.pid ? [result.file] : [])),
  );
}

async function createSnapshotSeries({ diagnosis, signal }: DiagnoseScene): Promise<SnapshotSeries> {
  // mkdtemp makes the folder with mode 0700: a heap holds every secret of the service.
  const folder = await mkdtemp(path.join(tmpdir(), 'leakline-heap-'));
  const rounds: (readonly HeapSnapshotResult[])[] = [];
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return {
    take: async () => {
      const filePrefix = path.join(folder, String(rounds.length + 1));
      rounds.push(await diagnosis.writeHeapSnapshots({ filePrefix, limitBytes: snapshotLimitBytes }));
    },
    finish: async (limits) => {
      try {
        const declined = rounds.flat().find((result) => result.status === 'declined');
        if (declined !== undefined) limits.push(snapshotDeclined(declined.reason));
        const [first, second, third] = filesOf(rounds);
        if (first === undefined || second === undefined || third === undefined) return [];
        return await readGrowths([first, second, third], signal);
      } catch (error) {
        limits.push(signal.aborted ? snapshotsSkipped : snapshotsFailed(error));
        return [];
      } finally {
        await remove();
      }
    },
  };
}

const noSnapshots: SnapshotSeries = { take: async () => undefined, finish: async () => [] };

async function listServices({ world }: DiagnoseScene): Promise<readonly ListedService[]> {
  const listing = world.services.map(async (service) => ({
    service,
    connections: await service.observer.connections(),
  }));
  return Promise.all(listing);
}

async function readEvidence(
  scene: DiagnoseScene,
  requests: number,
  { depth }: DiagnosePlan,
): Promise<Omit<RawEvidence, 'growths'>> {
  const origins = await scene.diagnosis.origins();
  const listed = await listServices(scene);
  return {
    requests,
    origins: origins.map((origin) => ({ ...origin, server: serverViewOf(origin, listed) })),
    allocations: depth === 'counts' ? [] : await scene.diagnosis.allocations(),
  };
}

/**
 * Drives one endpoint of a fresh, instrumented target: warm up, watch, two windows of load, read. Snapshots stand around
 * the windows, so that what grows in both can be told from what a request merely leaves behind once.
 */
export async function observeEndpoint(scene: DiagnoseScene, plan: DiagnosePlan): Promise<Observed> {
  const limits: string[] = [];
  const driver = createDriver(scene);
  await driver.drive(plan.warmUp);
  const takesSnapshots = plan.depth === 'heap' && scene.hasTimeForSnapshots;
  if (plan.depth === 'heap' && !takesSnapshots) limits.push(snapshotsSkipped);
  const snapshots = takesSnapshots ? await createSnapshotSeries(scene) : noSnapshots;
  try {
    await scene.diagnosis.watch();
    await snapshots.take();
    const early = await driver.drive(plan.windowUnits);
    await snapshots.take();
    const late = await driver.drive(plan.windowUnits);
    const evidence = await readEvidence(scene, early + late, plan);
    await snapshots.take();
    return { evidence, growths: snapshots.finish(limits), limits };
  } catch (error) {
    await snapshots.finish([]);
    throw error;
  }
}
