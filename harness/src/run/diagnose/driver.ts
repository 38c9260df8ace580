import { settle } from '../../sampling/settle.js';
import { type DiagnosePlan, isOfRareThings } from './plan.js';
import type { DiagnoseScene } from './scene.js';

/** The longest load in one window of a pass that looks at bytes. Windows for counts end long before. */
const windowMs = 600;

/** Share of the time left that a window may take to wait for what few requests leave behind. */
const shareForRare = 0.3;

/** Size of the first chunk, after which the clock is read. Each further chunk is twice as large. */
const firstChunkUnits = 20;

/** Sends the units of a pass. Their numbers for `{n}` go on from window to window. */
export interface Driver {
  /** Sends up to so many units. Returns how many it sent. */
  drive(units: number): Promise<number>;
  /** Sends up to so many units one after the other, so that what happens belongs to one of them. */
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
