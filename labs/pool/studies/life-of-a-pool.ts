import type { Rig } from '../rig.js';
import { type Picture, takePicture } from '../take-picture.js';

/** The source document's five requests at once, then reuse, queueing, retirement and quiet. */
export function drawLifeOfAPool(rig: Rig): Promise<Picture> {
  const settings = { max: 4, idleTimeoutMillis: 300, maxUses: 6 };
  return takePicture(rig, 'The life of a pool', settings, async ({ burst, request, pause }) => {
    await pause(40);
    await burst(5, 50);
    await pause(60);
    await request(30);
    await pause(40);
    await burst(9, 40);
    await pause(20);
    await burst(7, 30);
    await pause(30);
    await request(30);
    await pause(420);
    await request(30);
    await pause(60);
  });
}
