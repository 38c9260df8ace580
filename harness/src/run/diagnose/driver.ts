import { settle } from '../../sampling/settle.js';
import { type DiagnosePlan, isOfRareThings } from './plan.js';
import type { DiagnoseScene } from './scene.js';

/** Load in one window of a pass that looks at bytes; counts are done long before. */
const windowMs = 600;

/** What few requests leave behind is waited for, each window for so much of the time that is left. */
const shareForRare = 0.3;

/** Few enough to look at the clock in between; each chunk after the first is twice as large. */
const firstChunkUnits = 20;

/** Sends the units of a pass, numbered on and on. */
export interface Driver {
  /** Sends up to so many units, and tells how many it sent. */
  drive(units: number): Promise<number>;
  /** The same one after the other, so that what happens belongs to one of them. */
  driveSingly(units: number, forMs: number): Promise<number>;
}

export function createDriver(scene: DiagnoseScene, plan: DiagnosePlan): Driver {
  const { world, load, endpoint, connections, requestTimeoutMs, untilMs, signal } = scene;
  let sent = 0;
  const send = async (requests: number, most: number): Promise<void> => {
    const atOnce = Math.min(most, requests);
    await load.run({ endpoint, requests, connections: atOnce, timeoutMs: requestTimeoutMs, firstN: sent + 1 }, signal);
    sent += requests;
  };
  const drive = async (units: number, most: number, forMs: number, firstChunk: number): Promise<number> => {
    const untilMs = world.clock.nowMs() + forMs;
    const before = sent;
    for (let chunk = firstChunk; sent - before < units; chunk *= 2) {
      await send(Math.min(chunk, units - (sent - before)), most);
      if (world.clock.nowMs() >= untilMs) break;
    }
    await settle(world, null, signal);
    return sent - before;
  };
  return {
    drive: (units) => {
      const rareMs = isOfRareThings(plan) ? shareForRare * (untilMs - world.clock.nowMs()) : 0;
      return drive(units, connections, Math.max(windowMs, rareMs), firstChunkUnits);
    },
    driveSingly: (units, forMs) => drive(units, 1, forMs, 1),
  };
}
