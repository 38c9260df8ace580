import type { Rig } from '../rig.js';
import type { Picture } from '../take-picture.js';
import { describeBeforeFirstRequest } from './before-first-request.js';
import type { LibraryStudy } from './library-study.js';
import { takeScenePicture } from './play-scene.js';
import { burst, pause, repeat, type Scene, type SceneStep } from './scene.js';

type Settings = Scene['settings'];

/** Every setting of `QueuePool`, in the order in which the lesson has them. */
export async function studySqlalchemy(rig: Rig): Promise<readonly LibraryStudy[]> {
  const studies: LibraryStudy[] = [];
  for (const study of [studyPoolSize, studyOverflow, studyPoolTimeout, studyRecycle, studyOrder, studyForgotten]) {
    studies.push(
      await study((title, settings, ...steps) =>
        takeScenePicture(rig, { library: 'SQLAlchemy', title, settings, steps }),
      ),
    );
  }
  return studies;
}

type Draw = (title: string, settings: Settings, ...steps: readonly SceneStep[]) => Promise<Picture>;

/** Nothing, then six requests at once, then nothing. */
async function studyPoolSize(draw: Draw): Promise<LibraryStudy> {
  const steps = [pause(150), burst(6, 40), pause(400)];
  const pictures = [
    await draw('pool_size: 3, max_overflow: 0', { pool_size: 3, max_overflow: 0 }, ...steps),
    await draw('pool_size: 3, max_overflow: 3', { pool_size: 3, max_overflow: 3 }, ...steps),
  ];
  return {
    parameter: 'pool_size',
    meaning:
      'How many connections are kept once they were opened. None is opened when the engine is made, and none is closed for being idle. Default 5.',
    pg: 'max, and min for how many stay; but pg closes what is idle',
    pictures,
    remarks: [`Before the first request: ${pictures.map(describeBeforeFirstRequest).join('; ')}.`],
  };
}

/** Twelve requests at once on two connections and an overflow. */
async function studyOverflow(draw: Draw): Promise<LibraryStudy> {
  const size = (max_overflow: number) =>
    draw(`pool_size: 2, max_overflow: ${max_overflow}`, { pool_size: 2, max_overflow }, burst(12, 40), pause(60));
  return {
    parameter: 'max_overflow',
    meaning:
      'How many more connections may be open at the peak. Each of them is closed as soon as it is returned and the pool is full. Default 10.',
    pg: 'none: all of max are kept until they are idle too long',
    pictures: [await size(0), await size(2), await size(10)],
    remarks: [],
  };
}

/** Twenty requests at once on the lesson's pool of 5 + 10. */
async function studyPoolTimeout(draw: Draw): Promise<LibraryStudy> {
  const sizes = { pool_size: 5, max_overflow: 10 };
  const steps = [burst(20, 700), pause(20)];
  return {
    parameter: 'pool_timeout',
    meaning: 'How long a request waits for a connection before it gets an error. Default 30 s.',
    pg: 'connectionTimeoutMillis, which also covers opening; default: for ever',
    pictures: [
      await draw('pool_timeout: 30', { ...sizes, pool_timeout: 30 }, ...steps),
      await draw('pool_timeout: 0.25', { ...sizes, pool_timeout: 0.25 }, ...steps),
    ],
    remarks: [],
  };
}

/** Two requests at once, quiet, again; one request that is longer than connections may live; quiet. */
async function studyRecycle(draw: Draw): Promise<LibraryStudy> {
  const steps = [...repeat(2, burst(2, 40), pause(400)), burst(1, 450), pause(60), burst(1, 40), pause(400)];
  const old = (pool_recycle: number) =>
    draw(`pool_recycle: ${pool_recycle}`, { pool_size: 2, max_overflow: 0, pool_recycle }, ...steps);
  return {
    parameter: 'pool_recycle',
    meaning:
      'How old a connection may be when it is handed out. It is looked at only then: an old one is closed, and the request waits for a new one. Default -1: any age.',
    pg: 'maxLifetimeSeconds, which also closes what is idle',
    pictures: [await old(-1), await old(0.3)],
    remarks: [],
  };
}

/** Five requests at once, then one at a time. */
async function studyOrder(draw: Draw): Promise<LibraryStudy> {
  const steps = [burst(5, 40), ...repeat(6, pause(30), burst(1, 20))];
  const order = (pool_use_lifo: boolean) =>
    draw(`pool_use_lifo: ${pool_use_lifo}`, { pool_size: 5, max_overflow: 0, pool_use_lifo }, ...steps);
  return {
    parameter: 'pool_use_lifo',
    meaning:
      'Whether the connection that was returned last is handed out first. Default: no, the one that was returned first, so a quiet service keeps all in use.',
    pg: 'always the last',
    pictures: [await order(false), await order(true)],
    remarks: [],
  };
}

/** Three connections taken and not given back, then three requests. */
async function studyForgotten(draw: Draw): Promise<LibraryStudy> {
  const settings = { pool_size: 3, max_overflow: 0, pool_timeout: 0.25 };
  const forget = (title: string, isHeld: boolean) =>
    draw(title, settings, { do: 'forget', requests: 3, isHeld }, pause(60), burst(3, 60), pause(20));
  return {
    parameter: 'forgotten-close',
    meaning:
      'Connections on which nobody calls close(). What nothing refers to any more comes back, because the pool watches for garbage. What a list, a global or a traceback still holds does not.',
    pg: 'a forgotten client never comes back',
    pictures: [
      await forget('forgotten, and nothing refers to it', false),
      await forget('forgotten, and a list refers to it', true),
    ],
    remarks: [],
  };
}
