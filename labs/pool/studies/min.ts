import type { Rig } from '../rig.js';
import { type PoolSettings, takePicture } from '../take-picture.js';
import type { ParameterStudy } from './parameter-study.js';

/** Nothing, then six requests at once, then nothing for longer than connections may be idle. */
export async function studyMin(rig: Rig): Promise<ParameterStudy> {
  const beforeFirst: string[] = [];
  const draw = (title: string, settings: PoolSettings, expectedCloses: number) =>
    takePicture(rig, title, { max: 6, idleTimeoutMillis: 150, ...settings }, async ({ burst, pause, closes }) => {
      await pause(150);
      beforeFirst.push(`${title}: ${await rig.server.count()}`);
      await burst(6, 40);
      await pause(500);
      await closes(expectedCloses);
    });
  const pictures = [
    await draw('min: 0', {}, 6),
    await draw('min: 3', { min: 3 }, 3),
    await draw('min: 3, maxLifetimeSeconds: 0.35', { min: 3, maxLifetimeSeconds: 0.35 }, 6),
  ];
  return {
    parameter: 'min',
    meaning: 'How many connections are spared by idleTimeoutMillis. It opens none and replaces none. Default 0.',
    sqlalchemy: 'pool_size: kept once opened, opened when needed',
    asyncpg: 'min_size (10): opened when the pool is made; not spared by the idle lifetime',
    pictures,
    remarks: [
      `Connections on the server 150 ms after the pool was made, before the first request: ${beforeFirst.join('; ')}.`,
    ],
  };
}
