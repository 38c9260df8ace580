import type { Rig } from '../rig.js';
import { takePicture } from '../take-picture.js';
import type { ParameterStudy } from './parameter-study.js';

/** Five requests at once, then one at a time, which one connection serves. */
export async function studyIdleTimeout(rig: Rig): Promise<ParameterStudy> {
  const draw = (idleTimeoutMillis: number) =>
    takePicture(
      rig,
      `idleTimeoutMillis: ${idleTimeoutMillis}`,
      { max: 5, idleTimeoutMillis },
      async ({ burst, request, pause }) => {
        await burst(5, 40);
        for (let left = 7; left > 0; left -= 1) {
          await pause(40);
          await request(20);
        }
      },
    );
  return {
    parameter: 'idleTimeoutMillis',
    meaning:
      'How long a connection may be idle before it is closed. Default 10,000; 0 keeps it for ever. pg gives out the connection that was returned last, so those that are not needed grow old and go.',
    sqlalchemy: 'none; overflow is closed on return. Gives out the one that was returned first, unless pool_use_lifo',
    asyncpg: 'max_inactive_connection_lifetime (300 s); also last in, first out',
    pictures: [await draw(0), await draw(150)],
    remarks: [],
  };
}
