import { runOrFail } from './run-tracked.js';
import type { Session } from './session.js';

async function list(session: Session, kind: readonly string[], filter: string): Promise<readonly string[]> {
  const output = await runOrFail(session, ['docker', ...kind, '--quiet', '--filter', filter]);
  return output.split('\n').filter((line) => line !== '');
}

/** Containers, running or not, that were made from the session's images. */
export const containersOf = (session: Session): Promise<readonly string[]> =>
  list(session, ['ps', '--all'], `label=${session.label}`);

/** What the engine still has of a compose project. */
export async function leftoversOf(session: Session, project: string): Promise<Readonly<Record<string, number>>> {
  const ofProject = `label=com.docker.compose.project=${project}`;
  const [containers, networks, volumes, images] = await Promise.all([
    list(session, ['ps', '--all'], ofProject),
    list(session, ['network', 'ls'], ofProject),
    list(session, ['volume', 'ls'], ofProject),
    list(session, ['images'], `reference=${project}*`),
  ]);
  return {
    containers: containers.length,
    networks: networks.length,
    volumes: volumes.length,
    images: images.length,
  };
}
