import { createPassword } from '../create-password.js';
import * as docker from '../docker.js';
import { adminName } from './own-server-access.js';
import type { PostgresLaunch } from './own-server-provider.js';
import { throwAwaySettings } from './own-server-settings.js';

/** Runs the official image, or one that takes the same settings, published on a port of 127.0.0.1. */
export async function createDockerLaunch(
  image: string,
  maxConnections: number,
  signal: AbortSignal,
): Promise<PostgresLaunch> {
  await docker.assertDockerAnswers(signal);
  const adminPassword = createPassword();
  const spec: docker.ContainerSpec = {
    image,
    name: docker.containerName('postgres'),
    port: 5432,
    env: { POSTGRES_USER: adminName, POSTGRES_PASSWORD: adminPassword, POSTGRES_DB: 'postgres' },
    args: throwAwaySettings(maxConnections),
  };
  return {
    adminPassword,
    owner: null,
    ...docker.containerLaunch(spec, signal),
  };
}
