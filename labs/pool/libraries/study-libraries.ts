import type { Rig } from '../rig.js';
import { studyAsyncpg, timeAsyncpgStatement } from './asyncpg-studies.js';
import { findLibraries } from './find-libraries.js';
import type { LibraryResult, LibraryResults } from './library-study.js';
import { playScene } from './play-scene.js';
import type { RequestCosts } from './read-scene-line.js';
import type { PythonLibrary } from './scene.js';
import { studySqlalchemy } from './sqlalchemy-studies.js';

/** Plays every scene of the libraries that are installed. */
export async function studyLibraries(rig: Rig, say: (line: string) => void): Promise<LibraryResults> {
  const { versions, missing } = findLibraries();
  if (missing !== null) say(missing);
  const results: LibraryResult[] = [];
  if (versions.SQLAlchemy !== undefined) {
    say(`${versions.SQLAlchemy} …`);
    results.push({
      library: 'SQLAlchemy',
      versions: versions.SQLAlchemy,
      costs: await compareCosts(rig, 'SQLAlchemy'),
      studies: await studySqlalchemy(rig),
      timeouts: [],
    });
  }
  if (versions.asyncpg !== undefined) {
    say(`${versions.asyncpg} …`);
    results.push({
      library: 'asyncpg',
      versions: versions.asyncpg,
      costs: await compareCosts(rig, 'asyncpg'),
      studies: await studyAsyncpg(rig),
      timeouts: [await timeAsyncpgStatement(rig)],
    });
  }
  return { results, missing };
}

const comparedRequests = 40;

async function compareCosts(rig: Rig, library: PythonLibrary): Promise<RequestCosts> {
  const settings = library === 'asyncpg' ? { min_size: 1, max_size: 1 } : { pool_size: 1 };
  const title = 'with a pool and without';
  const { lines } = await playScene(rig, {
    library,
    title,
    settings,
    steps: [{ do: 'compare', requests: comparedRequests }],
  });
  const compared = lines.find(({ kind }) => kind === 'compared');
  if (compared?.kind !== 'compared') throw new Error(`${library} measured nothing.`);
  const { connectMs, queryMs, closeMs, withoutP50Ms, withPoolP50Ms } = compared;
  return { connectMs, queryMs, closeMs, withoutP50Ms, withPoolP50Ms };
}
