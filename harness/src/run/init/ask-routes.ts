import type { GuessedProject } from '../../discovery/project/guess-project.js';
import { routesOfFiles, scanProject } from '../../discovery/scan-project.js';
import type { TriedRoute } from '../../discovery/service/candidate.js';
import { findDocument, isDocumentation } from '../../discovery/service/find-document.js';
import { joinCandidates } from '../../discovery/service/join-candidates.js';
import { type Credentials, logIn, type WorkingLogin } from '../../discovery/service/log-in.js';
import { waitForToldRoutes } from '../../discovery/service/read-told-routes.js';
import { type TryOptions, tryCandidates } from '../../discovery/service/try-candidates.js';
import type { Target } from '../../model/target.js';

/** What a running service told of its routes. */
export interface AskedRoutes {
  readonly routes: readonly TriedRoute[];
  /** Null when nobody logged in. */
  readonly login: WorkingLogin | null;
}

export interface AskOptions extends TryOptions {
  /** Null when routes that need a login are to stay closed. */
  readonly credentials: Credentials | null;
}

/** Asks a running service for its routes and tries each of them. Where it tells of none, reads its sources. */
export async function askRoutes(
  target: Target,
  folder: string,
  project: GuessedProject,
  command: string,
  options: AskOptions,
): Promise<AskedRoutes> {
  const told = await waitForToldRoutes(folder, options.signal);
  const known = [...told.routes, ...routesOfFiles(project)];
  const document = await findDocument(target.baseUrl, known, options.signal);
  const isEnough = known.length > 0 || (document !== null && document.candidates.length > 0);
  const routes = isEnough ? known : scanProject(project, command).routes;
  const isNoRoute = isDocumentation(document);
  const candidates = joinCandidates(routes, document?.candidates ?? []).filter((candidate) => !isNoRoute(candidate));
  const tried = await tryCandidates(target.baseUrl, candidates, options);
  return openWithLogin(target.baseUrl, tried, options);
}

const isClosed = ({ outcome }: TriedRoute): boolean => outcome.kind === 'left-out' && outcome.needsLogin;

/** Logs in, and tries the routes again that needed a login. */
async function openWithLogin(baseUrl: string, tried: readonly TriedRoute[], options: AskOptions): Promise<AskedRoutes> {
  const closed = tried.filter(isClosed).map(({ candidate }) => candidate);
  const { credentials, signal } = options;
  if (closed.length === 0 || credentials === null) return { routes: tried, login: null };
  const candidates = tried.map(({ candidate }) => candidate);
  const session = await logIn(baseUrl, candidates, credentials, signal);
  if (session === null) return { routes: tried, login: null };
  const opened = await tryCandidates(baseUrl, closed, { ...options, headers: session.headers });
  const byCandidate = new Map(opened.map((route) => [route.candidate, route]));
  return { routes: tried.map((route) => byCandidate.get(route.candidate) ?? route), login: session.login };
}
