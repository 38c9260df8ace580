import type { RunningService } from '../../model/service.js';
import type { ServiceProvider } from '../provider-chain.js';
import { createRunningService } from '../running-service.js';
import { connectFailed, malformedUrl } from '../service-messages.js';
import { classifyRedisError } from './classify-error.js';
import { connectRedis, type RedisConnection } from './connection.js';
import { createRedisObserver } from './observer.js';
import { limitSetting, readServerFacts } from './server-facts.js';

/** Uses the server that the user names; never stops it. */
export function createUrlProvider(url: string, signal: AbortSignal): ServiceProvider {
  return { name: 'url', start: () => useServer(url, signal) };
}

async function useServer(url: string, signal: AbortSignal): Promise<RunningService> {
  assertRedisUrl(url);
  const opened: RedisConnection[] = [];
  try {
    const connection = await connectRedis(url, signal);
    opened.push(connection);
    return await describeServer(url, connection);
  } catch (error) {
    for (const connection of opened) await connection.close();
    signal.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    throw connectFailed('redis', url, classifyRedisError(error), error);
  }
}

async function describeServer(url: string, connection: RedisConnection): Promise<RunningService> {
  const facts = await readServerFacts(connection);
  const { host, port } = connection;
  const description = `url ${host}:${port} (${facts.version})`;
  const observer = await createRedisObserver(connection, { kind: 'redis', description, outputTail: () => '' });
  const limits = { maxConnections: facts.maxClients, limitSetting: limitSetting(facts.maxClients) };
  const service = { kind: 'redis', isStarted: false, url, description, host, port, ...limits, observer } as const;
  return createRunningService(service, connection.close, async () => undefined);
}

function assertRedisUrl(url: string): void {
  const isRedis = URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol);
  if (!isRedis) throw malformedUrl('redis', url);
}
