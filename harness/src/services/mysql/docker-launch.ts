import { createPassword } from '../create-password.js';
import * as docker from '../docker.js';
import type { MysqlLaunch } from './own-server-provider.js';
import { throwAwaySettings } from './own-server-settings.js';

/**
 * Runs the official image of MariaDB or MySQL, or one that takes the same settings, published on a port of 127.0.0.1.
 */
export async function createDockerLaunch(
  image: string,
  maxConnections: number,
  signal: AbortSignal,
): Promise<MysqlLaunch> {
  await docker.assertDockerAnswers(signal);
  const password = createPassword();
  const spec: docker.ContainerSpec = {
    image,
    name: docker.containerName('mysql'),
    port: 3306,
    // MariaDB's image takes either name, MySQL's only the second.
    env: { MARIADB_ROOT_PASSWORD: password, MYSQL_ROOT_PASSWORD: password },
    args: throwAwaySettings(maxConnections),
  };
  return {
    admin: { name: 'root', password },
    owner: null,
    ...docker.containerLaunch(spec, signal),
  };
}
