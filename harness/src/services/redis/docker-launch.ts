import * as docker from '../docker.js';
import type { RedisLaunch } from './own-server-provider.js';

/** Takes the password from the environment, because every user of the machine can read a command line. */
const script =
  'printf "requirepass %s\\n" "$REDIS_PASSWORD" > /tmp/leakline.conf; exec redis-server /tmp/leakline.conf "$@"';

/** Runs the official image, or one with the same programs, published on a port of 127.0.0.1. */
export async function createDockerLaunch(
  image: string,
  { password, maxConnections }: { readonly password: string; readonly maxConnections: number | null },
  signal: AbortSignal,
): Promise<RedisLaunch> {
  await docker.assertDockerAnswers(signal);
  const limits = maxConnections === null ? [] : ['--maxclients', String(maxConnections)];
  const spec: docker.ContainerSpec = {
    image,
    name: docker.containerName('redis'),
    port: 6379,
    env: { REDIS_PASSWORD: password },
    args: ['sh', '-c', script, 'redis', '--save', '', '--appendonly', 'no', ...limits],
  };
  return {
    password,
    ...docker.containerLaunch(spec, signal),
  };
}
