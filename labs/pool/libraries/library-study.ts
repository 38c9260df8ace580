import type { Study } from '../studies/parameter-study.js';
import type { TimeoutFigures } from '../studies/query-timeouts.js';
import type { RequestCosts } from './read-scene-line.js';
import type { PythonLibrary } from './scene.js';

/** One setting of a Python library's pool. */
export interface LibraryStudy extends Study {
  /** What `pg` has in its place. */
  readonly pg: string;
}

/** What the pool of a Python library did. */
export interface LibraryResult {
  readonly library: PythonLibrary;
  /** Versions of the library and of its driver. */
  readonly versions: string;
  /** `SELECT 1` by one client, with the pool and without. */
  readonly costs: RequestCosts;
  readonly studies: readonly LibraryStudy[];
  /** Statements that took longer than they may. */
  readonly timeouts: readonly TimeoutFigures[];
}

/** The libraries that could be looked at, and what to install for the others. */
export interface LibraryResults {
  readonly results: readonly LibraryResult[];
  /** Null when all were there. */
  readonly missing: string | null;
}
