import type { Rig } from '../rig.js';
import { type Picture, type PoolSettings, takePicture } from '../take-picture.js';

/** More requests at once than connections, and what helps; then connections that never come back. */
export interface ExhaustionStudy {
  readonly exhausted: readonly Picture[];
  readonly starved: readonly Picture[];
}

export async function studyExhaustion(rig: Rig): Promise<ExhaustionStudy> {
  const crowd = (title: string, settings: PoolSettings, heldMs: number) =>
    takePicture(rig, title, settings, async ({ openAll, burst, pause }) => {
      await openAll();
      await burst(20, heldMs);
      await pause(20);
    });
  return {
    exhausted: [
      await crowd('20 requests of 120 ms, max: 5, no timeout', { max: 5 }, 120),
      await crowd('The same, connectionTimeoutMillis: 250', { max: 5, connectionTimeoutMillis: 250 }, 120),
      await crowd('The same, connections held 20 ms instead of 120', { max: 5, connectionTimeoutMillis: 250 }, 20),
    ],
    starved: [
      await starve(rig, 'Three of three never released, no timeout', { max: 3 }),
      await starve(rig, 'The same, connectionTimeoutMillis: 250', { max: 3, connectionTimeoutMillis: 250 }),
    ],
  };
}

/** A request every 25 ms; the second, fourth and sixth forget to release. */
function starve(rig: Rig, title: string, settings: PoolSettings): Promise<Picture> {
  return takePicture(rig, title, { idleTimeoutMillis: 0, ...settings }, async ({ openAll, request, leak, pause }) => {
    await openAll();
    for (let number = 1; number <= 14; number += 1) {
      void (number <= 6 && number % 2 === 0 ? leak() : request(20));
      await pause(25);
    }
    await pause(400);
  });
}
