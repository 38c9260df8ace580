import { readFileSync } from 'node:fs';
import { createProcessTree } from '../../platform/processes/process-tree.js';
import { readListeningPorts } from '../port.js';
import {
  containerNotFound,
  containerNotRunning,
  engineElsewhere,
  portNotClear,
  portNotPublished,
} from './container-errors.js';
import { type ContainerFacts, urlOf } from './container-facts.js';
import type { DockerEngine } from './docker-engine.js';

/** Whether a process of this machine is one of the container: its control group or its mounts have the container's id. */
function isSeenHere({ id, pid }: ContainerFacts): boolean {
  const texts = ['cgroup', 'mountinfo'].map((name) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8');
    } catch {
      return '';
    }
  });
  return texts.some((text) => text.includes(id));
}

/**
 * Looks a running container up.
 *
 * @throws HarnessError `CONTAINER_NOT_FOUND`, `CONTAINER_NOT_RUNNING`, `ENGINE_UNAVAILABLE` where the engine's processes
 *   are not those of this machine.
 */
export async function findContainer(target: string, engine: DockerEngine, name: string): Promise<ContainerFacts> {
  const facts = await engine.inspect(name);
  if (facts === null) throw containerNotFound(target, name, await engine.names());
  if (facts.status !== 'running' || facts.pid === 0) throw containerNotRunning(target, facts);
  if (!isSeenHere(facts)) throw engineElsewhere(target, engine.address, facts.name);
  return facts;
}

/** The only port that processes of the container listen on; null for none or several. */
function listeningPort({ pid }: ContainerFacts): number | null {
  const ports = readListeningPorts(createProcessTree(pid, false).readPids());
  return ports.length === 1 ? (ports[0] ?? null) : null;
}

/**
 * The address at which this machine reaches the service in a container.
 *
 * @param wanted the port of the service inside the container; null for the only one that is published.
 * @throws HarnessError `CONTAINER_PORT_UNKNOWN`
 */
export function containerUrl(target: string, facts: ContainerFacts, wanted: number | null): string {
  const { name, publishedPorts, usesHostNetwork } = facts;
  if (usesHostNetwork) {
    const port = wanted ?? listeningPort(facts);
    if (port === null) throw portNotPublished(target, facts, wanted);
    return urlOf({ host: '127.0.0.1', hostPort: port });
  }
  const fitting = publishedPorts.filter(({ containerPort }) => wanted === null || containerPort === wanted);
  const [first] = fitting;
  if (first === undefined) throw portNotPublished(target, facts, wanted);
  if (new Set(fitting.map(({ containerPort }) => containerPort)).size > 1) throw portNotClear(target, name, fitting);
  return urlOf(first);
}
