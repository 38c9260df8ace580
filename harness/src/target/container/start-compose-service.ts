import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Target, TargetEnd } from '../../model/target.js';
import { createProcRoot, mirrorProcRoot } from '../../platform/files/proc-root.js';
import { agentsFolder } from '../../platform/package-paths.js';
import { keepOutputTail } from '../../platform/processes/output-tail.js';
import { createProcessTree } from '../../platform/processes/process-tree.js';
import { hostPidOf, readFileLimit, readListeningSockets } from '../../platform/processes/procfs.js';
import { watchFolder } from '../../platform/processes/watchdog.js';
import { agentRuntimes } from '../../runtimes/runtimes.js';
import { agentFolderPath, sharedFolder } from '../agent-channel.js';
import { waitUntilReady } from '../readiness.js';
import type { SpawnedTarget } from '../spawn-target.js';
import { openChannel, readyOrEnded, waitForAgents } from '../start-target.js';
import { targetNotReady } from '../target-errors.js';
import type { TargetHooks, TargetSpec } from '../target-spec.js';
import { readyRefused } from '../target-warnings.js';
import { agentsInside } from './agents-inside.js';
import { composeText } from './compose-config.js';
import { type ComposeProject, composeOverride } from './compose-project.js';
import { composePortUnknown } from './container-errors.js';
import type { ContainerFacts } from './container-facts.js';
import { containerUrl, findContainer } from './find-container.js';
import { createInsideView } from './inside-view.js';
import { readMemoryRoom } from './memory-room.js';
import { stageAgents } from './stage-agents.js';

/** A service of a compose file that Leakline starts in a container of its own, beside the one that may run already. */
export interface ComposeServiceSpec
  extends Pick<TargetSpec, 'name' | 'ready' | 'readyTimeoutMs' | 'stopGraceMs' | 'agent' | 'agentMode'> {
  readonly service: string;
  /** Added to the environment of the service. */
  readonly env: Readonly<Record<string, string>>;
  /** Port of the service inside; null where the compose file or the image names only one. */
  readonly port: number | null;
}

interface ImageFacts {
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
}

async function inspectImage({ engine }: ComposeProject, image: string): Promise<ImageFacts | null> {
  try {
    const { Config } = await engine.api.getImage(image).inspect();
    const lines = (Config.Env ?? []) as readonly string[];
    return {
      environment: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2) as [string, string])),
      ports: Object.keys(Config.ExposedPorts ?? {})
        .filter((name) => name.endsWith('/tcp'))
        .map((name) => Number.parseInt(name, 10)),
    };
  } catch (error) {
    if ((error as { readonly statusCode?: number }).statusCode === 404) return null;
    throw error;
  }
}

/**
 * Builds or pulls the image, so that its environment can be read before the container starts. An image that the file
 * only builds gets a name of ours, because Compose names it differently from version to version.
 */
async function provideImage(project: ComposeProject, service: string): Promise<{ image: string; facts: ImageFacts }> {
  const { command, labels, folder, version, services, id } = project;
  const { image: given = null, hasBuild = false } = services.get(service) ?? {};
  const image = given ?? `leakline-compose/${service}:${id}`;
  const known = await inspectImage(project, image);
  if (known !== null) return { image, facts: known };
  const named = path.join(folder, `image-${service}.json`);
  await writeFile(named, composeOverride(version, { [service]: { image } }));
  await command.run([labels, named], hasBuild ? 'build' : 'pull', service);
  return { image, facts: (await inspectImage(project, image)) ?? { environment: {}, ports: [] } };
}

function choosePort(
  { name, service, port }: ComposeServiceSpec,
  ofFile: readonly number[],
  ofImage: readonly number[],
) {
  const ports = ofFile.length > 0 ? ofFile : ofImage;
  const [only] = ports;
  if (port !== null) return port;
  if (only === undefined || ports.length > 1) throw composePortUnknown(name, service, ports);
  return only;
}

const pollIntervalMs = 20;

/** The engine's proxy takes connections before the service does. So this waits for a listener inside. */
async function untilListening(
  spec: TargetSpec,
  started: SpawnedTarget,
  port: number,
  signal: AbortSignal,
): Promise<void> {
  const untilMs = performance.now() + spec.readyTimeoutMs;
  while (!readListeningSockets(started.pid).some((socket) => socket.port === port)) {
    if (performance.now() >= untilMs)
      throw targetNotReady(
        spec.name,
        spec.readyTimeoutMs,
        `nothing listens on port ${port} inside`,
        started.output.text(),
      );
    await delay(pollIntervalMs, undefined, { signal });
  }
}

/** The container as a process tree that we started. */
async function watchContainer(
  { engine }: ComposeProject,
  facts: ContainerFacts,
  { stopGraceMs }: ComposeServiceSpec,
): Promise<SpawnedTarget> {
  const { id, pid } = facts;
  const container = engine.api.getContainer(id);
  const { readPids } = createProcessTree(pid, false);
  const output = keepOutputTail(await engine.output(id));
  let stopping: Promise<TargetEnd> | null = null;
  const ended = container.wait().then(
    ({ StatusCode }: { readonly StatusCode: number }): TargetEnd => ({
      exitCode: StatusCode,
      signal: null,
      wasAsked: stopping !== null,
    }),
    (): TargetEnd => ({ exitCode: null, signal: null, wasAsked: stopping !== null }),
  );
  async function stopOnce(): Promise<TargetEnd> {
    await container.kill({ signal: 'SIGTERM' }).catch(() => undefined);
    // As process 1 of a container, Node.js without a handler of its own outlives SIGTERM. That is no fault to warn of.
    await Promise.race([ended, delay(stopGraceMs, undefined, { ref: false })]);
    await container.kill({ signal: 'SIGKILL' }).catch(() => undefined);
    const end = await ended;
    await container.remove({ force: true, v: true }).catch(() => undefined);
    return end;
  }
  return {
    pid,
    output,
    ended,
    readPids,
    stop: () => {
      stopping ??= stopOnce();
      return stopping;
    },
  };
}

/** The folder with the agents, their socket and their snapshots. It is gone when the target is. */
async function openAgentFolder(spec: ComposeServiceSpec, isMember: (pid: number) => boolean, hooks: TargetHooks) {
  const folder = agentFolderPath();
  const watchdog = watchFolder(folder);
  try {
    const channel = await openChannel(folder, spec, isMember, hooks, true);
    const agents = path.join(folder, 'agents');
    await stageAgents(agents);
    return {
      channel,
      folder: sharedFolder(folder),
      // At the same paths as here, so that stacks and options name the same files inside and outside.
      volumes: [`${sharedFolder(folder)}:${sharedFolder(folder)}`, `${agents}:${agentsFolder}:ro`],
      close: async () => {
        await channel.close();
        await watchdog.release();
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    await watchdog.release();
    throw error;
  }
}

type AgentFolder = Awaited<ReturnType<typeof openAgentFolder>>;

/** Starts the container, and resolves with its name. */
async function runService(
  project: ComposeProject,
  spec: ComposeServiceSpec,
  port: number,
  image: string,
  environment: Readonly<Record<string, string>>,
  agentFolder: AgentFolder | null,
): Promise<string> {
  const { command, labels, folder, version, services, id } = project;
  const name = `leakline-${id}-${spec.service}-${Math.random().toString(36).slice(2, 8)}`;
  const override = path.join(folder, `${name}.json`);
  const changed = {
    image,
    // Its requests would be measured with ours, and its program would get the agent.
    healthcheck: { disable: true },
    environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, composeText(value)])),
    ...(agentFolder === null ? {} : { volumes: agentFolder.volumes.map(composeText) }),
  };
  await writeFile(override, composeOverride(version, { [spec.service]: changed }), { mode: 0o600 });
  const published = services.get(spec.service)?.usesHostNetwork ? [] : ['--publish', `127.0.0.1::${port}`];
  await command.run(
    [labels, override],
    'run',
    '--detach',
    '--no-deps',
    '-T',
    '--name',
    name,
    ...published,
    spec.service,
  );
  await rm(override);
  await project.learnName();
  return name;
}

/**
 * Starts a service of a compose file in a new container, with the agent mounted into it, and waits until it is ready.
 * The container of the same service that may run already is not touched. After a failure nothing of it is left.
 */
export async function startComposeService(
  project: ComposeProject,
  spec: ComposeServiceSpec,
  hooks: TargetHooks,
): Promise<Target> {
  hooks.signal.throwIfAborted();
  const { image, facts: ofImage } = await provideImage(project, spec.service);
  const ofFile = project.services.get(spec.service);
  const port = choosePort(spec, ofFile?.ports ?? [], ofImage.ports);
  let readPids = (): readonly number[] => [];
  const isMember = (pid: number): boolean => readPids().length === 0 || hostPidOf(readPids(), pid) !== null;
  const agentFolder = spec.agent === 'off' ? null : await openAgentFolder(spec, isMember, hooks);
  const own = { ...ofImage.environment, ...ofFile?.environment, ...spec.env };
  const injection = { socketPath: agentFolder?.channel.socketPath ?? '', mode: spec.agentMode ?? 'measure' } as const;
  const injected = agentFolder === null ? [] : agentRuntimes.map(({ inject }) => inject(injection, own));
  let started: SpawnedTarget | null = null;
  let forgetSources = (): void => undefined;
  const stop = async (): Promise<TargetEnd> => {
    const end = await started?.stop();
    await agentFolder?.close();
    forgetSources();
    return end ?? { exitCode: null, signal: null, wasAsked: true };
  };
  try {
    const name = await runService(project, spec, port, image, Object.assign({ ...spec.env }, ...injected), agentFolder);
    const facts = await findContainer(spec.name, project.engine, name);
    const spawned = await watchContainer(project, facts, spec);
    started = spawned;
    readPids = spawned.readPids;
    forgetSources = mirrorProcRoot(spawned.pid, {
      inside: facts.workingFolder,
      here: path.resolve(project.command.folder, ofFile?.buildContext ?? '.'),
    });
    const hostPort = Number(new URL(containerUrl(spec.name, facts, port)).port);
    const complete = {
      ...spec,
      command: `${project.command.shownAs} run ${spec.service}`,
      cwd: '/',
      env: {},
      port,
      opensOtherPorts: true,
    };
    const { baseUrl, refusal } = await readyOrEnded(
      complete,
      spawned,
      async (signal) => {
        await untilListening(complete, spawned, port, signal);
        return waitUntilReady(complete, { ...spawned, port: hostPort }, signal);
      },
      hooks.signal,
    );
    if (refusal !== null && spec.ready.kind === 'path')
      hooks.onWarning('READY_REFUSED', readyRefused(spec.name, spec.ready.path, refusal));
    const agents = await waitForAgents(spec, agentFolder?.channel ?? null, spawned, hooks);
    const view = createInsideView(spawned.pid, spawned.readPids);
    return {
      name: spec.name,
      baseUrl,
      pid: spawned.pid,
      agents:
        agents === null || agentFolder === null
          ? null
          : agentsInside(agents, view, { here: agentFolder.folder, inside: agentFolder.folder }),
      fileLimit: readFileLimit(spawned.pid),
      container: {
        root: createProcRoot(spawned.pid),
        workingFolder: facts.workingFolder,
        memoryRoomBytes: await readMemoryRoom(spawned.pid, spawned.readPids(), facts.memoryLimitBytes),
      },
      pids: async () => spawned.readPids(),
      ended: spawned.ended,
      outputTail: spawned.output.text,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
