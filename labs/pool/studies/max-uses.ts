import type { PoolClient } from 'pg';
import type { Rig } from '../rig.js';
import { type PoolSettings, takePicture } from '../take-picture.js';
import type { ParameterStudy } from './parameter-study.js';

const queries = 20;

/** Twenty requests of one query each on one connection at a time; then one request of twenty queries. */
export async function studyMaxUses(rig: Rig): Promise<ParameterStudy> {
  const draw = (title: string, settings: PoolSettings) =>
    takePicture(rig, title, { max: 1, ...settings }, async ({ request }) => {
      for (let left = queries; left > 0; left -= 1) await request(10);
    });
  const backends = new Set<number>();
  const askBackend = async (client: PoolClient): Promise<void> => {
    for (let left = queries; left > 0; left -= 1) {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid, pg_sleep(0.01)');
      for (const { pid } of rows) backends.add(pid);
    }
  };
  const pictures = [
    await draw('maxUses: no limit', {}),
    await draw('maxUses: 5', { maxUses: 5 }),
    await takePicture(rig, `maxUses: 5, one checkout of ${queries} queries`, { max: 1, maxUses: 5 }, async (stage) => {
      await stage.requestDoing(askBackend);
      await stage.pause(20);
    }),
  ];
  return {
    parameter: 'maxUses',
    meaning:
      'How often a connection may be taken before it is closed on return. Counts checkouts, not queries. Default: no limit.',
    sqlalchemy: 'none',
    asyncpg: 'max_queries (50,000): counts queries',
    pictures,
    remarks: [
      `One checkout that sent ${queries} queries with maxUses: 5 was served by ${backends.size} backend process(es).`,
    ],
  };
}
