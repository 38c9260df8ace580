import type { RunningService } from '../../model/service.js';
import { createObserverGuard } from '../observer-guard.js';
import { type ServerRecipe, startOwnServer } from '../own-server.js';
import type { ServiceProvider } from '../provider-chain.js';
import { createRunningService } from '../running-service.js';
import type { ServerProcess } from '../server-process.js';
import { classifyPostgresError } from './classify-error.js';
import { connectPostgres, type PostgresConnection } from './connection.js';
import { dataTimeoutMs } from './data-timeout.js';
import { prepareKnownData } from './known-data.js';
import { createPostgresObserver } from './observer.js';
import { adminUrl, createTargetAccess } from './own-server-access.js';
import { availableConnections, readServerFacts, type ServerFacts } from './server-facts.js';

/** The parts that differ between embedded, local and Docker servers. */
export type PostgresLaunch = Pick<
  ServerRecipe<unknown>,
  'pidFile' | 'owner' | 'readyTimeoutMs' | 'prepare' | 'command' | 'orphanCommand' | 'cleanUp'
> & { readonly adminPassword: string };

interface OpenedServer {
  readonly admin: PostgresConnection;
  readonly facts: ServerFacts;
  readonly targetUrl: string;
  readonly process: ServerProcess;
}

/** The user's settings for a server of our own. */
interface ServerSetting {
  /** Absolute path of a file with the data to start from; null for an empty database. */
  readonly restore: string | null;
  /** Whether every target starts from the same data, or from none. */
  readonly startsAnew: boolean;
  /** Null means a free port. */
  readonly fixedPort: number | null;
}

/** Starts a server of our own, with a role and a database for the target. */
export function createOwnServerProvider(
  name: 'embedded' | 'local' | 'docker',
  createLaunch: () => Promise<PostgresLaunch>,
  setting: ServerSetting,
  signal: AbortSignal,
): ServiceProvider {
  return { name, start: async () => startServer(name, await createLaunch(), setting, signal) };
}

async function startServer(
  name: string,
  launch: PostgresLaunch,
  { restore, startsAnew, fixedPort }: ServerSetting,
  signal: AbortSignal,
): Promise<RunningService> {
  const recipe: ServerRecipe<OpenedServer> = {
    ...launch,
    fixedPort,
    kind: 'postgres',
    // An immediate shutdown: the server ends its children, frees its shared memory, and skips the checkpoint.
    stopSignal: 'SIGQUIT',
    classify: classifyPostgresError,
    connect: (port, process) => openServer(port, process, launch.adminPassword, signal),
  };
  const { port, connection, stop } = await startOwnServer(recipe, signal);
  const { admin, facts, targetUrl, process } = connection;
  const description = `${name} ${facts.version}`;
  const observer = createPostgresObserver(admin, { kind: 'postgres', description, outputTail: process.outputTail });
  const maxConnections = availableConnections(facts, false);
  const limitSetting = `max_connections=${facts.maxConnections}`;
  const service = { kind: 'postgres', isStarted: true, url: targetUrl, description, host: '127.0.0.1', port } as const;
  const watched = { ...service, maxConnections, limitSetting, observer };
  const running = createRunningService(watched, admin.close, stop);
  if (restore === null && !startsAnew) return running;
  try {
    return await withKnownData(running, connection, launch.adminPassword, restore, signal);
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** Longer than for other questions, because a question first opens a connection of its own. */
const askTimeoutMs = 30_000;

/** The same server, with a database that can be put back to the data of a file, or to none, any number of times. */
async function withKnownData(
  running: RunningService,
  { admin, targetUrl, process }: OpenedServer,
  adminPassword: string,
  restore: string | null,
  signal: AbortSignal,
): Promise<RunningService> {
  const server = { admin, adminPassword, port: running.port, targetUrl };
  const { url, reset, ask } = await prepareKnownData(server, restore, signal);
  const { kind, description } = running;
  const guard = createObserverGuard({ kind, description, outputTail: process.outputTail });
  const guardedAsk = ([statement = '']: readonly string[]) => guard(() => ask(statement), askTimeoutMs);
  const observer = { ...running.observer, ask: guardedAsk };
  // There are two statements, each with a limit of its own.
  return { ...running, url, observer, resetData: () => guard(reset, 2 * dataTimeoutMs) };
}

async function openServer(
  port: number,
  process: ServerProcess,
  adminPassword: string,
  signal: AbortSignal,
): Promise<OpenedServer> {
  const admin = await connectPostgres(adminUrl(port, adminPassword), signal);
  try {
    const facts = await readServerFacts(admin);
    return { admin, facts, targetUrl: await createTargetAccess(admin, port), process };
  } catch (error) {
    await admin.close();
    throw error;
  }
}
