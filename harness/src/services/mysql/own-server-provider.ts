import type { RunningService } from '../../model/service.js';
import { createObserverGuard } from '../observer-guard.js';
import { type ServerRecipe, startOwnServer } from '../own-server.js';
import type { ServiceProvider } from '../provider-chain.js';
import { createRunningService } from '../running-service.js';
import type { ServerProcess } from '../server-process.js';
import { mysqlAccess } from './access.js';
import { classifyMysqlError } from './classify-error.js';
import { connectMysql, type MysqlConnection } from './connection.js';
import { type Admin, adminUrl, createTargetAccess, resetDatabase } from './own-server-access.js';

/** The parts that differ between local and Docker servers. */
export type MysqlLaunch = Pick<
  ServerRecipe<unknown>,
  'pidFile' | 'owner' | 'readyTimeoutMs' | 'prepare' | 'command' | 'orphanCommand' | 'cleanUp'
> & { readonly admin: Admin };

interface OpenedServer {
  readonly admin: MysqlConnection;
  readonly targetUrl: string;
  readonly process: ServerProcess;
}

/** The user's settings for a server of our own. */
interface ServerSetting {
  /** Whether every target starts from an empty database. */
  readonly startsAnew: boolean;
  /** Null means a free port. */
  readonly fixedPort: number | null;
}

/** Starts a server of our own, with a user and a database for the target. */
export function createOwnServerProvider(
  name: 'local' | 'docker',
  createLaunch: () => Promise<MysqlLaunch>,
  setting: ServerSetting,
  signal: AbortSignal,
): ServiceProvider {
  return { name, start: async () => startServer(name, await createLaunch(), setting, signal) };
}

async function openServer(
  port: number,
  process: ServerProcess,
  admin: Admin,
  signal: AbortSignal,
): Promise<OpenedServer> {
  const connection = await connectMysql(adminUrl(admin, port), signal);
  try {
    return { admin: connection, targetUrl: await createTargetAccess(connection, port), process };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Enough to drop the tables of a test database. */
const resetTimeoutMs = 60_000;

async function startServer(
  name: string,
  launch: MysqlLaunch,
  { startsAnew, fixedPort }: ServerSetting,
  signal: AbortSignal,
): Promise<RunningService> {
  const recipe: ServerRecipe<OpenedServer> = {
    ...launch,
    fixedPort,
    kind: 'mysql',
    // A throw-away server has nothing to save.
    stopSignal: 'SIGKILL',
    classify: classifyMysqlError,
    connect: (port, process) => openServer(port, process, launch.admin, signal),
  };
  const server = await startOwnServer(recipe, signal);
  const { port, connection } = server;
  const { admin, process, targetUrl } = connection;
  try {
    const { version, ...limits } = await mysqlAccess.readLimits(admin, () => undefined);
    const observed = { kind: 'mysql', description: `${name} ${version}`, outputTail: process.outputTail } as const;
    const observer = await mysqlAccess.observe(admin, observed);
    const { kind, description } = observed;
    const address = { url: targetUrl, host: '127.0.0.1', port } as const;
    const service = { kind, isStarted: true, description, ...address, ...limits, observer };
    const running = createRunningService(service, admin.close, server.stop);
    if (!startsAnew) return running;
    const guard = createObserverGuard(observed);
    return { ...running, resetData: () => guard(() => resetDatabase(admin, resetTimeoutMs), 2 * resetTimeoutMs) };
  } catch (error) {
    await admin.close();
    await server.stop();
    throw error;
  }
}
