import type { HeldGrowth } from '../attribution/heap/analyze-snapshots.js';
import type { RawEvidence } from '../attribution/resolve-evidence.js';
import type { Endpoint } from '../model/endpoint.js';
import type { LoadGenerator } from '../model/load.js';
import type { AgentDiagnosis } from '../model/target.js';
import { settle } from '../sampling/settle.js';
import type { SamplingWorld } from '../sampling/world.js';
import type { DiagnosePlan } from './diagnose-plan.js';
import { type ListedService, serverViewOf } from './server-view.js';
import { createSnapshotSeries, noSnapshots } from './snapshot-series.js';

/** Everything that a pass over one endpoint needs to reach. */
export interface DiagnoseScene {
  readonly world: SamplingWorld;
  readonly diagnosis: AgentDiagnosis;
  readonly load: LoadGenerator;
  readonly endpoint: Endpoint;
  readonly connections: number;
  readonly requestTimeoutMs: number;
  /** When the pass is called off. */
  readonly untilMs: number;
  readonly signal: AbortSignal;
}

/** What a pass saw; the growths come once the snapshots are analysed. */
export interface Observed {
  readonly evidence: Omit<RawEvidence, 'growths'>;
  readonly growths: Promise<readonly HeldGrowth[]>;
  readonly limits: string[];
}

/** Load in one window of a pass that looks at bytes, or at a count that few requests grow; other counts are done long before. */
const windowMs = 600;

/** Few enough to look at the clock in between; each chunk after the first is twice as large. */
const firstChunkUnits = 20;

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
      for (let chunk = firstChunkUnits; sent - before < units; chunk *= 2) {
        await send(Math.min(chunk, units - (sent - before)));
        if (world.clock.nowMs() >= untilMs) break;
      }
      await settle(world, null, signal);
      return sent - before;
    },
  };
}

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
  const world = { ...scene, clock: scene.world.clock };
  const snapshots = plan.depth === 'heap' ? await createSnapshotSeries(world, limits) : noSnapshots;
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
    await snapshots.discard();
    throw error;
  }
}
