import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import type Dockerode from 'dockerode';
import { withinTime } from '../../platform/within-time.js';
import { engineUnavailable } from './container-errors.js';
import { type ContainerFacts, type InspectedContainer, readContainerFacts } from './container-facts.js';
import { findDockerHost } from './docker-host.js';

/** What Leakline asks a Docker engine. */
export interface DockerEngine {
  /** For messages. */
  readonly address: string;
  readonly api: Dockerode;
  /** Null where there is no such container. A name, an id, or the beginning of an id. */
  inspect(name: string): Promise<ContainerFacts | null>;
  /** Names of all containers, those that run first. */
  names(): Promise<readonly string[]>;
  /** What a container prints from now on, or from its start. */
  output(id: string): Promise<readonly Readable[]>;
}

/** The engine only looks into its own books. */
const answerTimeoutMs = 5_000;
const defaultSocket = '/var/run/docker.sock';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isMissing = (error: unknown): boolean => (error as { readonly statusCode?: number }).statusCode === 404;

async function openApi(host: string | null): Promise<Dockerode> {
  const { default: Docker } = await import('dockerode');
  // Without a host the library looks for the socket of Docker Desktop too.
  if (host === null) return new Docker();
  if (host.startsWith('unix://')) return new Docker({ socketPath: host.slice('unix://'.length) });
  const { hostname, port, protocol } = new URL(host.includes('://') ? host : `tcp://${host}`);
  if (protocol === 'ssh:') throw new Error('it is reached by ssh, so its processes are on another machine');
  return new Docker({ host: hostname, ...(port === '' ? {} : { port: Number(port) }) });
}

/**
 * Finds the engine, and checks that it answers.
 *
 * @throws HarnessError `ENGINE_UNAVAILABLE`
 */
export async function openDockerEngine(
  target: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<DockerEngine> {
  const host = findDockerHost(environment);
  const address = host ?? `unix://${defaultSocket}`;
  try {
    const api = await openApi(host);
    await withinTime(api.ping(), answerTimeoutMs);
    return engineOf(api, address);
  } catch (cause) {
    throw engineUnavailable(target, address, reasonOf(cause), cause);
  }
}

function engineOf(api: Dockerode, address: string): DockerEngine {
  return {
    address,
    api,
    async inspect(name) {
      try {
        return readContainerFacts((await api.getContainer(name).inspect()) as unknown as InspectedContainer);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async names() {
      const containers = await api.listContainers({ all: true });
      const running = containers.toSorted((a, b) => Number(b.State === 'running') - Number(a.State === 'running'));
      return running.flatMap(({ Names }) => Names.slice(0, 1).map((name) => name.replace(/^\//, '')));
    },
    async output(id) {
      const stream = await api.getContainer(id).logs({ follow: true, stdout: true, stderr: true });
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      api.modem.demuxStream(stream, stdout, stderr);
      stream.on('end', () => {
        stdout.end();
        stderr.end();
      });
      stream.on('error', () => undefined);
      return [stdout, stderr];
    },
  };
}
