import { rm } from 'node:fs/promises';
import { resolveConfig } from '../../config/resolve-config.js';
import type { ResolvedConfig, ResolvedTarget, SpawnLaunch } from '../../config/resolved-config.js';
import type { UserTarget } from '../../config/user-config.js';
import { missingScript } from '../../discovery/project/entry-file.js';
import type { GuessedProject } from '../../discovery/project/guess-project.js';
import { scanProject } from '../../discovery/scan-project.js';
import { readToldRoutes } from '../../discovery/service/read-told-routes.js';
import { untriedRoutes } from '../../discovery/untried.js';
import type { RunningService } from '../../model/service.js';
import { makeTemporaryFolder, temporaryPath } from '../../platform/files/temporary-folder.js';
import { HarnessError } from '../../platform/harness-error.js';
import { watchFolder } from '../../platform/processes/watchdog.js';
import { routesEnvironment } from '../../runtimes/node/inject.js';
import { startTarget } from '../../target/start-target.js';
import { spawnSpec } from '../launch/launch-target.js';
import { prepareTarget } from '../launch/prepare-target.js';
import { startServices, stopServices } from '../launch/start-services.js';
import { createQuietContext, type RunContext } from '../run-context.js';
import { createRunMask, type RunMask, secretsOfServices } from '../run-mask.js';
import { type AskedRoutes, askRoutes } from './ask-routes.js';

/** Does work with a temporary folder and removes it afterwards. A watchdog removes it if Leakline is killed. */
async function withRoutesFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryPath('leakline-routes-');
  const watchdog = watchFolder(folder);
  await makeTemporaryFolder(folder, 'what a service tells of its routes', watchdog);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await watchdog.release();
  }
}

export interface DiscoverOptions {
  readonly project: GuessedProject;
  readonly command: string;
  /** Variables of the target, in addition to those that it inherits. */
  readonly env: Readonly<Record<string, string>>;
  /** The variables that the target inherits. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether the service is started. Otherwise only its sources are read. */
  readonly start: boolean;
  /** Whether requests that delete are tried. */
  readonly includeDeletes: boolean;
  readonly signal: AbortSignal;
}

/** What was found out about a service. */
export interface DiscoveredService {
  readonly routes: AskedRoutes['routes'];
  readonly login: AskedRoutes['login'];
  /** Whether the routes were tried. */
  readonly isAsked: boolean;
  /** Why the service could not be asked; null where it was asked, or was not to be started. */
  readonly problem: string | null;
  /** Whether the service was started and its guessed `prepare` step, if any, succeeded. */
  readonly isPrepared: boolean;
  /** The port that the service listens on although `PORT` says another one; null where it obeys `PORT`. */
  readonly port: number | null;
}

type Found = Omit<DiscoveredService, 'isPrepared'>;

/**
 * Starts a service with what it needs, asks it for its routes and tries each of them. Where that is not possible, reads
 * its sources.
 */
export async function discoverService(options: DiscoverOptions): Promise<DiscoveredService> {
  const fromSources = (problem: string | null): DiscoveredService => ({
    routes: untriedRoutes(scanProject(options.project, options.command)),
    login: null,
    isAsked: false,
    problem,
    isPrepared: false,
    port: null,
  });
  if (!options.start) return fromSources(null);
  const missing = missingScript(options.command, options.project.folder);
  if (missing !== null) return fromSources(`${missing} is not there yet: build the service first.`);
  try {
    return await withRoutesFolder((folder) => askStarted(options, folder));
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof HarnessError)) throw error;
    return fromSources(error.message);
  }
}

/** A configuration with the target as `init` will write it. It needs an endpoint to be valid. */
function configure({ project, command, env, environment }: DiscoverOptions, port: number | null): ResolvedConfig {
  const { name, services, prepare, folder } = project;
  const target: UserTarget = {
    name,
    command,
    env,
    agent: false,
    ...(port === null ? {} : { port }),
    ...(prepare === null ? {} : { prepare }),
  };
  const wanted = Object.fromEntries(services.map((kind) => [kind, true]));
  const config = { services: wanted, targets: [target], endpoints: ['GET /'] };
  return resolveConfig(config, {}, { configFile: null, cwd: folder, environment });
}

async function askStarted(options: DiscoverOptions, folder: string): Promise<DiscoveredService> {
  const config = configure(options, null);
  const mask = createRunMask(config, options.environment);
  const context = createQuietContext(options, (secrets) => mask.learn(secrets));
  const { running } = await startServices(context, config.services);
  try {
    mask.learn(secretsOfServices(running));
    const { port, ...prepared } = await prepare(context, targetOf(config), running);
    const found = await askOnPort({ options, folder, context, running }, port);
    return { ...found, ...prepared };
  } catch (error) {
    throw masked(error, mask);
  } finally {
    await stopServices(running);
  }
}

/** Masks the message of an error, because the output of a service may hold secrets that it was given. */
const masked = (error: unknown, mask: RunMask): unknown =>
  error instanceof HarnessError ? new HarnessError(error.code, mask.text(error.message), { cause: error }) : error;

type StartedTarget = ResolvedTarget & { readonly launch: SpawnLaunch };

function targetOf({ targets: [target] }: ResolvedConfig): StartedTarget {
  if (target === undefined || target.launch.kind !== 'spawn') throw new Error('`init` starts one target.');
  return { ...target, launch: target.launch };
}

/** Runs the `prepare` step. It was only guessed, so the service is asked even where it fails. */
async function prepare(context: RunContext, { name, launch }: StartedTarget, running: readonly RunningService[]) {
  try {
    return { port: await prepareTarget(context, name, launch, running), isPrepared: true };
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'PREPARE_FAILED') throw error;
    return { port: launch.port, isPrepared: false };
  }
}

interface Question {
  readonly options: DiscoverOptions;
  readonly folder: string;
  readonly context: RunContext;
  readonly running: readonly RunningService[];
}

async function askOnPort(question: Question, given: number | null, fixed: number | null = null): Promise<Found> {
  const { options, folder, context, running } = question;
  const { project, command, signal, includeDeletes } = options;
  const target = targetOf(configure(options, fixed));
  const spec = spawnSpec(target, target.launch, context.environment, running);
  const routesEnv = routesEnvironment(folder, spec.env.NODE_OPTIONS);
  const hooks = { signal, onWarning: () => undefined };
  const started = startTarget({ ...spec, env: { ...spec.env, ...routesEnv }, port: fixed ?? given }, hooks);
  const service = await started.catch(async (error: unknown) => {
    const own = fixed === null ? await fixedPort(error, folder) : null;
    if (own === null) throw error;
    return own;
  });
  if (typeof service === 'number') return askOnPort(question, given, service);
  try {
    const credentials = credentialsIn(options.environment);
    const asked = await askRoutes(service, folder, project, command, { signal, includeDeletes, credentials });
    return { ...asked, isAsked: true, problem: null, port: fixed };
  } finally {
    await service.stop();
  }
}

/** The user with which routes behind a login are tried. */
function credentialsIn({ LOGIN_USER: user, LOGIN_PASSWORD: password }: DiscoverOptions['environment']) {
  return user === undefined || password === undefined ? null : { user, password };
}

/** The port of a service that does not listen on the port it was given; null where it is not known. */
async function fixedPort(error: unknown, folder: string): Promise<number | null> {
  if (!(error instanceof HarnessError) || error.code !== 'TARGET_WRONG_PORT') return null;
  const { ports } = await readToldRoutes(folder);
  return ports[0] ?? null;
}
