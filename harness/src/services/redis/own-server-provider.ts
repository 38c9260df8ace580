import type { RunningService } from '../../model/service.js';
import { createPassword } from '../create-password.js';
import { type ServerRecipe, startOwnServer } from '../own-server.js';
import type { ServiceProvider } from '../provider-chain.js';
import { createRunningService } from '../running-service.js';
import type { ServerProcess } from '../server-process.js';
import { classifyRedisError } from './classify-error.js';
import { connectRedis, type RedisConnection } from './connection.js';
import { createRedisObserver } from './observer.js';
import { readServerLimits } from './server-limits.js';

/** The parts that differ between local and Docker servers. */
export type RedisLaunch = Pick<
  ServerRecipe<unknown>,
  'pidFile' | 'readyTimeoutMs' | 'prepare' | 'command' | 'orphanCommand' | 'cleanUp'
> & { readonly password: string };

interface OpenedServer {
  readonly connection: RedisConnection;
  readonly process: ServerProcess;
}

/** Starts a server of our own, with a random password, because an open Redis lets any local user write files as us. */
export function createOwnServerProvider(
  name: 'local' | 'docker',
  createLaunch: (password: string) => Promise<RedisLaunch>,
  fixedPort: number | null,
  signal: AbortSignal,
): ServiceProvider {
  const password = createPassword();
  return { name, start: async () => startServer(name, { ...(await createLaunch(password)), fixedPort }, signal) };
}

interface PlacedLaunch extends RedisLaunch {
  readonly fixedPort: number | null;
}

async function startServer(name: string, launch: PlacedLaunch, signal: AbortSignal): Promise<RunningService> {
  const urlOf = (port: number) => `redis://:${launch.password}@127.0.0.1:${port}`;
  const recipe: ServerRecipe<OpenedServer> = {
    ...launch,
    kind: 'redis',
    owner: null,
    stopSignal: 'SIGTERM',
    classify: classifyRedisError,
    connect: async (port, process) => ({ connection: await connectRedis(urlOf(port), signal), process }),
  };
  const server = await startOwnServer(recipe, signal);
  try {
    return await describeServer(name, urlOf(server.port), server);
  } catch (error) {
    await server.connection.connection.close();
    await server.stop();
    throw error;
  }
}

async function describeServer(
  name: string,
  url: string,
  server: { readonly connection: OpenedServer; readonly port: number; stop(): Promise<void> },
): Promise<RunningService> {
  const { connection, process } = server.connection;
  const { version, ...limits } = await readServerLimits(connection);
  const description = `${name} ${version}`;
  const observer = await createRedisObserver(connection, {
    kind: 'redis',
    description,
    outputTail: process.outputTail,
  });
  const address = { host: '127.0.0.1', port: server.port } as const;
  const service = { kind: 'redis', isStarted: true, url, description, ...address, ...limits, observer } as const;
  return createRunningService(service, connection.close, server.stop);
}
