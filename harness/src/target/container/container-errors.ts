import { HarnessError } from '../../platform/harness-error.js';
import { nearestWord } from '../../platform/text/did-you-mean.js';
import type { ContainerFacts, PublishedPort } from './container-facts.js';

export const engineUnavailable = (target: string, address: string, reason: string, cause?: unknown): HarnessError =>
  new HarnessError(
    'ENGINE_UNAVAILABLE',
    `Target "${target}" is in a container, and the Docker engine at ${address} cannot be used (${reason}). Start it, or ` +
      'set DOCKER_HOST to one that you may use.',
    { cause },
  );

export const engineElsewhere = (target: string, address: string, container: string): HarnessError =>
  new HarnessError(
    'ENGINE_UNAVAILABLE',
    `The processes of container ${container} of target "${target}" are not among those that are seen here. The engine at ` +
      `${address} runs on another machine, or Leakline runs in a container itself. Run Leakline beside the engine (as root, ` +
      'or with --pid=host), or give the target as `url` alone.',
  );

const mostNames = 8;

function listNames(wanted: string, names: readonly string[]): string {
  if (names.length === 0) return 'No container runs there.';
  const nearest = nearestWord(wanted, names);
  const near = names.filter((name) => name.includes(wanted) || name === nearest);
  const [first] = near;
  if (first !== undefined) return near.length === 1 ? `Did you mean "${first}"?` : `Near are: ${near.join(', ')}.`;
  const more = names.length > mostNames ? `, and ${names.length - mostNames} more` : '';
  return `There are: ${names.slice(0, mostNames).join(', ')}${more}.`;
}

/** @param names of all containers. */
export const containerNotFound = (target: string, container: string, names: readonly string[]): HarnessError =>
  new HarnessError(
    'CONTAINER_NOT_FOUND',
    `There is no container "${container}", which target "${target}" names. ${listNames(container, names)}`,
  );

export const containerNotRunning = (target: string, { name, status }: ContainerFacts): HarnessError =>
  new HarnessError(
    'CONTAINER_NOT_RUNNING',
    `Container ${name} of target "${target}" is ${status}. ` +
      (status === 'paused'
        ? `Let it go on: docker unpause ${name}`
        : `Start it (docker start ${name}), and look why it ended: docker logs ${name}`),
  );

const listPorts = (ports: readonly number[]): string =>
  ports.length === 0 ? 'It names no port at all.' : `It exposes ${ports.map((port) => `${port}/tcp`).join(', ')}.`;

export const portNotPublished = (
  target: string,
  { name, exposedPorts }: ContainerFacts,
  wanted: number | null,
): HarnessError =>
  new HarnessError(
    'CONTAINER_PORT_UNKNOWN',
    (wanted === null
      ? `Container ${name} of target "${target}" publishes no port. ${listPorts(exposedPorts)} `
      : `Container ${name} of target "${target}" does not publish port ${wanted}. ${listPorts(exposedPorts)} `) +
      `Start it with \`--publish 127.0.0.1::${wanted ?? exposedPorts[0] ?? 3000}\`, or give the address that it can be ` +
      'reached at as `url` beside `container`.',
  );

export const portNotClear = (target: string, name: string, published: readonly PublishedPort[]): HarnessError =>
  new HarnessError(
    'CONTAINER_PORT_UNKNOWN',
    `Container ${name} of target "${target}" publishes several ports: ` +
      `${published.map(({ containerPort, host, hostPort }) => `${containerPort} at ${host}:${hostPort}`).join(', ')}. ` +
      'Give the one of the service as `port`, by its number inside the container.',
  );

export const composePortUnknown = (target: string, service: string, ports: readonly number[]): HarnessError =>
  new HarnessError(
    'CONTAINER_PORT_UNKNOWN',
    ports.length === 0
      ? `Neither the compose file nor the image tells on which port service "${service}" of target "${target}" listens. ` +
          'Give it as `port`, by its number inside the container.'
      : `Service "${service}" of target "${target}" names several ports: ${ports.join(', ')}. Give the one to measure as ` +
          '`port`, by its number inside the container.',
  );

export const composeMissing = (target: string): HarnessError =>
  new HarnessError(
    'COMPOSE_FAILED',
    `Target "${target}" is a service of a compose file, and neither \`docker compose\` nor \`docker-compose\` works. Install ` +
      'one of them (Debian: docker-compose).',
  );

export const composeFailed = (target: string, command: string, how: string, output: string): HarnessError =>
  new HarnessError(
    'COMPOSE_FAILED',
    `\`${command}\` for target "${target}" ${how}. Run it by hand to see why.` +
      (output.trim() === '' ? '' : ` Its last output:\n${output.trimEnd()}`),
  );

export const composeServiceUnknown = (
  target: string,
  file: string,
  service: string,
  services: readonly string[],
): HarnessError => {
  const nearest = nearestWord(service, services);
  return new HarnessError(
    'COMPOSE_SERVICE_UNKNOWN',
    `${file} has no service "${service}", which target "${target}" names. ` +
      (nearest === null ? `It has: ${services.join(', ')}.` : `Did you mean "${nearest}"?`),
  );
};

export const composeDependencyFailed = (target: string, service: string, waitedFor: string): HarnessError =>
  new HarnessError(
    'COMPOSE_FAILED',
    `Service "${service}", which the service of target "${target}" depends on, ${waitedFor}. Look why: docker compose logs ${service}`,
  );
