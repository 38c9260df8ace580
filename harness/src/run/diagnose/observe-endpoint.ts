import type { RawEvidence } from '../../attribution/raw-evidence.js';
import { stackKey } from '../../attribution/stack-key.js';
import { suspectedOrigins } from '../../attribution/suspected-origins.js';
import type { OriginEvidence } from '../../model/evidence.js';
import { runtimeDefinitions } from '../../model/runtimes/catalogue.js';
import { toHere } from '../../target/container/inside-view.js';
import { notSeenAgain } from './diagnose-messages.js';
import { createDriver, type Driver } from './driver.js';
import { followLeak } from './follow-leak.js';
import { type GrowthSeries, noGrowth } from './growth-series.js';
import type { DiagnosePlan } from './plan.js';
import type { DiagnoseScene } from './scene.js';
import { type ListedService, serverViewOf } from './server-view.js';
import { createSnapshotSeries } from './snapshot-series.js';
import { toldGrowth } from './told-growth.js';

/** The result of a pass. */
export interface Observed {
  readonly evidence: RawEvidence;
  readonly limits: readonly string[];
  /**
   * Whether following was called off in the middle. Then the process is still being watched and cannot be used again.
   */
  readonly isSpent: boolean;
}

async function listServices({ world }: DiagnoseScene): Promise<readonly ListedService[]> {
  const listing = world.services.map(async (service) => ({
    service,
    connections: await service.observer.connections(),
  }));
  return Promise.all(listing);
}

const originKey = ({ kind, pid, stack }: OriginEvidence): string => `${pid}\n${stackKey(kind, stack)}`;

interface Windows {
  readonly early: number;
  readonly late: number;
  /** What was alive between the early and the late window. */
  readonly between: readonly OriginEvidence[];
}

async function readEvidence(
  scene: DiagnoseScene,
  { early, late, between }: Windows,
  { depth }: DiagnosePlan,
): Promise<Omit<RawEvidence, 'growths'>> {
  const aliveBefore = new Map(between.map((origin) => [originKey(origin), origin.alive]));
  const origins = await scene.diagnosis.origins();
  const listed = await listServices(scene);
  return {
    requests: early + late,
    lateRequests: late,
    origins: origins.map((origin) => ({
      ...origin,
      aliveBefore: aliveBefore.get(originKey(origin)) ?? 0,
      server: serverViewOf(origin, listed),
    })),
    allocations: depth === 'counts' ? [] : await scene.diagnosis.allocations(),
  };
}

/** Whether something that may explain the findings grew in the second half. */
const hasGrown = (raw: RawEvidence, { metrics }: DiagnoseScene): boolean =>
  suspectedOrigins(raw, metrics).some(({ alive, aliveBefore = 0 }) => alive > aliveBefore);

/**
 * The most further windows when nothing came up in the first late one. Each is as long as the first, because a pool may
 * have to be used up before it grows.
 */
const mostFurtherWindows = 4;

/**
 * Watches the second half. For counts it adds windows until what leaks has come up, or too many windows or too much
 * time are spent.
 */
async function watchLate(
  scene: DiagnoseScene,
  driver: Driver,
  plan: DiagnosePlan,
  { early, between }: Omit<Windows, 'late'>,
): Promise<RawEvidence> {
  const untilMs = scene.world.clock.nowMs() + shareForWaiting * (scene.untilMs - scene.world.clock.nowMs());
  let late = 0;
  for (let window = 0; ; window += 1) {
    late += await driver.drive(plan.windowUnits);
    const seen = { ...(await readEvidence(scene, { early, late, between }, plan)), growths: [] };
    const isOver = window >= mostFurtherWindows || scene.world.clock.nowMs() >= untilMs;
    if (plan.depth !== 'counts' || isOver || hasGrown(seen, scene)) return seen;
  }
}

/** Share of the time left that the second half may take. The rest is for looking at what came up. */
const shareForWaiting = 0.5;

const lookAtHeap = (scene: DiagnoseScene, limits: string[]): GrowthSeries | Promise<GrowthSeries> =>
  runtimeDefinitions[scene.diagnosis.runtime].growth === 'told'
    ? toldGrowth(scene.diagnosis)
    : createSnapshotSeries({ ...scene, clock: scene.world.clock }, limits);

/**
 * Drives one endpoint of an instrumented target: warms up, watches, sends two windows of load, reads, and follows what
 * leaks. Snapshots are taken before, between and after the windows. So what grows in both windows can be told from what
 * is left behind once.
 */
export async function observeEndpoint(scene: DiagnoseScene, plan: DiagnosePlan): Promise<Observed> {
  const limits: string[] = [];
  const driver = createDriver(scene, plan);
  await driver.drive(plan.warmUp);
  const heap = plan.depth === 'heap' ? await lookAtHeap(scene, limits) : noGrowth;
  try {
    await scene.diagnosis.watch(plan.depth);
    await heap.take();
    const early = await driver.drive(plan.windowUnits);
    await heap.take();
    const between = await scene.diagnosis.origins();
    const seen = await watchLate(scene, driver, plan, { early, between });
    await heap.take();
    const grown = await heap.finish(limits, seen.requests);
    // A snapshot names files as they are named where it was written.
    const { container } = scene.world.target;
    const growths = container === undefined ? grown : toHere(grown, container.root);
    const evidence = { ...seen, growths };
    if (plan.depth === 'counts' && !hasGrown(evidence, scene)) limits.push(notSeenAgain(evidence.requests));
    if (!runtimeDefinitions[scene.diagnosis.runtime].follows) return { evidence, limits, isSpent: false };
    const followed = await followLeak(scene, driver, evidence);
    return { ...followed, limits: [...limits, ...followed.limits] };
  } catch (error) {
    await heap.discard();
    throw error;
  }
}
