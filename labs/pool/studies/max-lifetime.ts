import type { Rig } from '../rig.js';
import { type PoolSettings, takePicture } from '../take-picture.js';
import type { ParameterStudy } from './parameter-study.js';

/** Two users without pause, one of them with a request that outlives the lifetime, then quiet. */
export async function studyMaxLifetime(rig: Rig): Promise<ParameterStudy> {
  const draw = (title: string, settings: PoolSettings) =>
    takePicture(rig, title, { max: 2, idleTimeoutMillis: 0, ...settings }, async ({ request, pause }) => {
      const user = async (heldMs: readonly number[]): Promise<void> => {
        for (const ms of heldMs) {
          await request(ms);
          await pause(15);
        }
      };
      await Promise.all([user(Array.from({ length: 14 }, () => 35)), user([35, 35, 450, 35, 35])]);
      await pause(400);
    });
  return {
    parameter: 'maxLifetimeSeconds',
    meaning:
      'How old a connection may become. In use, it is closed when it is returned, never in the middle; idle, at once. Nothing is opened in its stead until a request needs it. Default 0: no limit.',
    sqlalchemy: 'pool_recycle (-1): looked at when a connection is taken, so an idle one stays open',
    asyncpg: 'none',
    pictures: [
      await draw('maxLifetimeSeconds: 0', {}),
      await draw('maxLifetimeSeconds: 0.3', { maxLifetimeSeconds: 0.3 }),
    ],
    remarks: [],
  };
}
