import type { RunningService } from '../model/service.js';
import { isUrlOf } from '../model/services/catalogue.js';
import type { ServiceProvider } from './provider-chain.js';
import { createRunningService } from './running-service.js';
import type { ServiceAccess, ServiceConnection } from './service-access.js';
import type { ServiceHooks } from './service-hooks.js';
import { connectFailed, malformedUrl } from './service-messages.js';

/** Uses the server that the user names, and never stops it. */
export const createUrlProvider = <C extends ServiceConnection>(
  access: ServiceAccess<C>,
  url: string,
  hooks: ServiceHooks,
): ServiceProvider => ({ name: 'url', start: () => useServer(access, url, hooks) });

async function useServer<C extends ServiceConnection>(
  access: ServiceAccess<C>,
  url: string,
  hooks: ServiceHooks,
): Promise<RunningService> {
  const { kind, connect, classify } = access;
  if (!isUrlOf(kind, url)) throw malformedUrl(kind, url);
  const opened: C[] = [];
  try {
    const connection = await connect(url, hooks.signal);
    opened.push(connection);
    return await describeServer(access, url, connection, hooks);
  } catch (error) {
    for (const connection of opened) await connection.close();
    hooks.signal.throwIfAborted();
    throw error instanceof Error ? connectFailed(kind, url, classify(error), error) : error;
  }
}

async function describeServer<C extends ServiceConnection>(
  { kind, readLimits, observe }: ServiceAccess<C>,
  url: string,
  connection: C,
  hooks: ServiceHooks,
): Promise<RunningService> {
  const { version, ...limits } = await readLimits(connection, hooks.onWarning);
  const { host, port } = connection;
  const description = `url ${host}:${port} (${version})`;
  const observer = await observe(connection, { kind, description, outputTail: () => '' });
  const service = { kind, isStarted: false, url, description, host, port, ...limits, observer };
  return createRunningService(service, connection.close, async () => undefined);
}
