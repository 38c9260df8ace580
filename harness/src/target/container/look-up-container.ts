import type { ContainerFacts } from './container-facts.js';
import { openDockerEngine } from './docker-engine.js';
import { containerUrl, findContainer } from './find-container.js';

/** A container that somebody else started and keeps running. */
export interface ContainerSpec {
  readonly name: string;
  /** Name or id. */
  readonly container: string;
  /** Port of the service inside; null for the only one that is published. */
  readonly port: number | null;
  /** The address to use in place of a published port. */
  readonly url: string | null;
}

interface FoundContainer {
  /** Its main process, and where that is reached. */
  readonly spec: { readonly name: string; readonly baseUrl: string; readonly pid: number };
  readonly facts: ContainerFacts;
}

/**
 * Looks up the process and the address of a container that runs.
 *
 * @throws HarnessError `ENGINE_UNAVAILABLE`, `CONTAINER_NOT_FOUND`, `CONTAINER_NOT_RUNNING`, `CONTAINER_PORT_UNKNOWN`
 */
export async function lookUpContainer(
  { name, container, port, url }: ContainerSpec,
  environment: Readonly<Record<string, string>>,
): Promise<FoundContainer> {
  const engine = await openDockerEngine(name, environment);
  const facts = await findContainer(name, engine, container);
  return { spec: { name, baseUrl: url ?? containerUrl(name, facts, port), pid: facts.pid }, facts };
}
