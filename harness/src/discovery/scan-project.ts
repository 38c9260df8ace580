import { entrySource } from './project/entry-file.js';
import type { GuessedProject } from './project/guess-project.js';
import { findNextRoutes } from './source/next.js';
import { parseSource } from './source/parse-source.js';
import { type ScannedRoutes, scanSources } from './source/scan-sources.js';

/** Routes of Next.js, which are in the names of files. */
function nextRoutes({ isNext, sources }: GuessedProject): ScannedRoutes['routes'] {
  if (!isNext) return [];
  const programs = [...sources].flatMap(([file, text]) => {
    const program = /^(?:src\/)?(?:app|pages)\//.test(file) ? parseSource(file, text) : null;
    return program === null ? [] : [[file, program] as const];
  });
  return findNextRoutes(new Map(programs));
}

/** Routes that the names of files tell, whether the service runs or not. */
export const routesOfFiles = nextRoutes;

/** Routes that the sources of a project tell. */
export function scanProject(project: GuessedProject, command: string): ScannedRoutes {
  const files = nextRoutes(project);
  if (files.length > 0) return { routes: files, unmounted: [] };
  return scanSources(project.sources, entrySource(command, project.sources), project.pluginFile);
}
