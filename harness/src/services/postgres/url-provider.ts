import type { RunningService } from '../../model/service.js';
import type { ServiceProvider } from '../provider-chain.js';
import { createRunningService } from '../running-service.js';
import { connectFailed, limitedView, malformedUrl } from '../service-messages.js';
import type { ServiceHooks } from '../service-options.js';
import { classifyPostgresError } from './classify-error.js';
import { connectPostgres, type PostgresConnection } from './connection.js';
import { createPostgresObserver } from './observer.js';
import { availableConnections, readServerFacts } from './server-facts.js';

/** Uses the server that the user names; never stops it. */
export function createUrlProvider(url: string, hooks: ServiceHooks): ServiceProvider {
  return { name: 'url', start: () => useServer(url, hooks) };
}

async function useServer(url: string, hooks: ServiceHooks): Promise<RunningService> {
  assertPostgresUrl(url);
  const connection = await connectOrExplain(url, hooks.signal);
  try {
    return await describeServer(url, connection, hooks);
  } catch (error) {
    await connection.close();
    hooks.signal.throwIfAborted();
    throw error instanceof Error ? connectFailed('postgres', url, classifyPostgresError(error), error) : error;
  }
}

async function describeServer(
  url: string,
  connection: PostgresConnection,
  hooks: ServiceHooks,
): Promise<RunningService> {
  const facts = await readServerFacts(connection);
  if (!facts.seesAllSessions) hooks.onWarning('SERVICE_LIMITED_VIEW', limitedView(facts.user));
  const { host, port } = connection;
  const description = `url ${host}:${port} (${facts.version})`;
  const maxConnections = availableConnections(facts, facts.isSuperuser);
  const observer = createPostgresObserver(connection, { kind: 'postgres', description, outputTail: () => '' });
  const limitSetting = `max_connections=${facts.maxConnections}`;
  const service = { kind: 'postgres', isStarted: false, url, description, host, port } as const;
  const watched = { ...service, maxConnections, limitSetting, observer };
  return createRunningService(watched, connection.close, async () => undefined);
}

async function connectOrExplain(url: string, signal: AbortSignal): Promise<PostgresConnection> {
  try {
    return await connectPostgres(url, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    throw connectFailed('postgres', url, classifyPostgresError(error), error);
  }
}

function assertPostgresUrl(url: string): void {
  const isPostgres = URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol);
  if (!isPostgres) throw malformedUrl('postgres', url);
}
