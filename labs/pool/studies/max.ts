import type { Rig } from '../rig.js';
import { takePicture } from '../take-picture.js';
import type { ParameterStudy } from './parameter-study.js';

/** Twelve requests at once on pools of different sizes. */
export async function studyMax(rig: Rig): Promise<ParameterStudy> {
  const draw = (max: number) =>
    takePicture(rig, `max: ${max}`, { max }, async ({ burst, pause }) => {
      await burst(12, 40);
      await pause(20);
    });
  return {
    parameter: 'max',
    meaning: 'The most connections that the pool opens; who comes later waits. Default 10.',
    sqlalchemy:
      'pool_size + max_overflow (5 + 10). What overflows is closed when it is returned; pg keeps it until it is idle too long.',
    asyncpg: 'max_size (10)',
    pictures: [await draw(2), await draw(4), await draw(12)],
    remarks: [],
  };
}
