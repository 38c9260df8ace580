import type { Rig } from '../rig.js';
import type { TimeoutFigures } from '../studies/query-timeouts.js';
import type { Picture } from '../take-picture.js';
import { describeBeforeFirstRequest } from './before-first-request.js';
import type { LibraryStudy } from './library-study.js';
import { playScene, takeScenePicture } from './play-scene.js';
import { burst, pause, repeat, type Scene, type SceneStep } from './scene.js';

type Settings = Scene['settings'];

/** Every setting of asyncpg's pool, in the order in which the lesson has them. */
export async function studyAsyncpg(rig: Rig): Promise<readonly LibraryStudy[]> {
  const studies: LibraryStudy[] = [];
  for (const study of [studyMinSize, studyMaxSize, studyAcquireTimeout, studyMaxQueries, studyIdleLifetime]) {
    studies.push(
      await study((title, settings, ...steps) => takeScenePicture(rig, { library: 'asyncpg', title, settings, steps })),
    );
  }
  return studies;
}

type Draw = (title: string, settings: Settings, ...steps: readonly SceneStep[]) => Promise<Picture>;

/** Nothing for longer than connections may be idle, six requests at once, nothing again. */
async function studyMinSize(draw: Draw): Promise<LibraryStudy> {
  const steps = [pause(700), burst(6, 40), pause(900)];
  const size = (min_size: number, lifetime: number) =>
    draw(
      `min_size: ${min_size}, max_inactive_connection_lifetime: ${lifetime}`,
      { min_size, max_size: 6, max_inactive_connection_lifetime: lifetime },
      ...steps,
    );
  const pictures = [await size(0, 0), await size(3, 0), await size(3, 0.4)];
  return {
    parameter: 'min_size',
    meaning:
      'How many connections are opened when the pool is made. It is no minimum afterwards: the idle lifetime closes these as well, and none is opened in their place. Default 10.',
    pg: 'min opens nothing; it spares from the idle timeout',
    pictures,
    remarks: [`Before the first request: ${pictures.map(describeBeforeFirstRequest).join('; ')}.`],
  };
}

/** Twelve requests at once; then the lesson's five on a pool of 10 to 20, and a sixth. */
async function studyMaxSize(draw: Draw): Promise<LibraryStudy> {
  const size = (max_size: number) => draw(`max_size: ${max_size}`, { min_size: 0, max_size }, burst(12, 40), pause(20));
  return {
    parameter: 'max_size',
    meaning: 'The most connections that the pool opens; who comes later waits. Default 10.',
    pg: 'max',
    pictures: [
      await size(2),
      await size(4),
      await size(12),
      await draw(
        'min_size: 10, max_size: 20',
        { min_size: 10, max_size: 20 },
        burst(5, 50),
        pause(10),
        burst(1, 30),
        pause(20),
      ),
    ],
    remarks: [],
  };
}

/** Six requests at once on two connections. */
async function studyAcquireTimeout(draw: Draw): Promise<LibraryStudy> {
  const sizes = { min_size: 2, max_size: 2 };
  const steps = [burst(6, 150), pause(20)];
  return {
    parameter: 'acquire-timeout',
    meaning:
      'The timeout of acquire(): how long a request waits for a connection before it gets an error, which has no text. Default: for ever.',
    pg: 'connectionTimeoutMillis',
    pictures: [
      await draw('acquire()', sizes, ...steps),
      await draw('acquire(timeout=0.25)', { ...sizes, acquire_timeout: 0.25 }, ...steps),
    ],
    remarks: [],
  };
}

const manyQueries = 20;
const maxQueries = 5;

/** The same queries in as many checkouts, and in one. */
async function studyMaxQueries(draw: Draw): Promise<LibraryStudy> {
  const limited = { min_size: 1, max_size: 1, max_queries: maxQueries };
  const each = repeat(manyQueries, burst(1, 2));
  return {
    parameter: 'max_queries',
    meaning:
      'After how many queries a connection is closed. What resets a connection when it is returned counts as one, too. It is looked at when the connection is returned. Default 50,000.',
    pg: 'maxUses counts checkouts',
    pictures: [
      await draw(`${manyQueries} checkouts of one query`, { min_size: 1, max_size: 1 }, ...each, pause(20)),
      await draw(`max_queries: ${maxQueries}, ${manyQueries} checkouts of one query`, limited, ...each, pause(20)),
      await draw(
        `max_queries: ${maxQueries}, one checkout of ${manyQueries} queries`,
        limited,
        { do: 'checkout', queries: manyQueries },
        pause(20),
      ),
    ],
    remarks: [],
  };
}

/** Five requests at once, then one at a time, which one connection serves. */
async function studyIdleLifetime(draw: Draw): Promise<LibraryStudy> {
  const steps = [burst(5, 40), ...repeat(7, pause(40), burst(1, 20))];
  const idle = (lifetime: number) =>
    draw(
      `max_inactive_connection_lifetime: ${lifetime}`,
      { min_size: 0, max_size: 5, max_inactive_connection_lifetime: lifetime },
      ...steps,
    );
  return {
    parameter: 'max_inactive_connection_lifetime',
    meaning:
      'How long a connection may be idle before it is closed. Default 300 s; 0 keeps it for ever. asyncpg gives out the connection that was returned last.',
    pg: 'idleTimeoutMillis',
    pictures: [await idle(0), await idle(0.15)],
    remarks: [],
  };
}

const limitSeconds = 0.15;
const statementMs = 700;

/** A statement that takes longer than `command_timeout`. */
export async function timeAsyncpgStatement(rig: Rig): Promise<TimeoutFigures> {
  const title = `command_timeout: ${limitSeconds}`;
  const settings = { min_size: 1, max_size: 1, command_timeout: limitSeconds };
  const steps: readonly SceneStep[] = [{ do: 'statement', statementMs }];
  const { lines, serverDoneMs } = await playScene(rig, { library: 'asyncpg', title, settings, steps });
  const told = lines.find(({ kind }) => kind === 'told');
  if (told?.kind !== 'told' || serverDoneMs === null) throw new Error('asyncpg sent no statement.');
  const { error, toldMs, isConnectionKept, nextQueryMs, nextError } = told;
  return { title, statementMs, error, sqlState: null, toldMs, serverDoneMs, isConnectionKept, nextQueryMs, nextError };
}
