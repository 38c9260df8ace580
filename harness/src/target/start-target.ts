import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mayHaveAgent } from '../model/runtimes/catalogue.js';
import type { AgentGroup, Target, TargetEnd } from '../model/target.js';
import { createProcessMark, type ProcessMark } from '../platform/processes/process-mark.js';
import { isAmong, readFileLimit, readProgramBaseName } from '../platform/processes/procfs.js';
import { agentRuntimes, doorOf, runtimeWithDoor } from '../runtimes/runtimes.js';
import { type AgentChannel, agentFolderPath, openAgentChannel } from './agent-channel.js';
import { openDoors } from './open-doors.js';
import { choosePort } from './port.js';
import { waitUntilReady } from './readiness.js';
import { type SpawnedTarget, spawnTarget } from './spawn-target.js';
import { targetExited } from './target-errors.js';
import type { TargetHooks, TargetSpec } from './target-spec.js';
import { agentAbsent, agentDropped, readyRefused } from './target-warnings.js';
import { startTargetWatchdog, type TargetWatchdog } from './target-watchdog.js';

/** An agent connects before the application's first line runs. So it is there long before the application answers. */
const agentGraceMs = 200;

/**
 * How long to wait where a process may carry an agent. On a busy machine its greeting may be late by several time
 * slices.
 */
const patientAgentGraceMs = 3_000;
const agentPollMs = 10;

const hasDoor = ({ door = null }: TargetSpec): boolean => door !== null;

/** What is made before the target, and removed after it. */
interface Surroundings {
  readonly channel: AgentChannel | null;
  readonly mark: ProcessMark;
  readonly watchdog: TargetWatchdog;
  close(): Promise<void>;
}

/** Opens the channel. Only the first peer that is hung up on causes a warning, because there may be thousands. */
export function openChannel(
  folder: string,
  spec: Pick<TargetSpec, 'name' | 'agentMode'>,
  isMember: (pid: number) => boolean,
  hooks: TargetHooks,
  isShared = false,
) {
  let isTold = false;
  return openAgentChannel({
    folder,
    mode: spec.agentMode,
    isMember,
    isShared,
    onDropped: (_hello, why) => {
      if (!isTold) hooks.onWarning('AGENT_DROPPED', agentDropped(spec.name, why));
      isTold = true;
    },
  });
}

async function openSurroundings(
  spec: TargetSpec,
  isMember: (pid: number) => boolean,
  hooks: TargetHooks,
): Promise<Surroundings> {
  const mark = createProcessMark();
  const agentFolder = spec.agent === 'auto' && !hasDoor(spec) ? agentFolderPath() : null;
  const watchdog = startTargetWatchdog(mark, agentFolder ?? spec.folder ?? null);
  try {
    const channel = agentFolder === null ? null : await openChannel(agentFolder, spec, isMember, hooks);
    return {
      channel,
      mark,
      watchdog,
      close: async () => {
        await channel?.close();
        if (spec.folder !== undefined) await rm(spec.folder, { recursive: true, force: true });
        await watchdog.release();
      },
    };
  } catch (error) {
    await watchdog.release();
    throw error;
  }
}

function targetEnvironment(spec: TargetSpec, port: number, { channel, mark }: Surroundings): Record<string, string> {
  const env = { ...spec.env, ...spec.portEnv?.(port), PORT: String(port), ...mark.environment };
  if (spec.door) return { ...env, ...doorOf(spec.door.runtime)?.environment(spec.agentMode ?? 'measure', env) };
  if (channel === null) return env;
  const injection = { socketPath: channel.socketPath, mode: spec.agentMode ?? 'measure' };
  // The environment tells each runtime of its agent. The others do not look at those variables.
  return Object.assign({}, env, ...agentRuntimes.map(({ inject }) => inject(injection, env)));
}

/**
 * Waits until the target is ready. Rejects when it ends before, or when the run is aborted.
 *
 * @param wait does the waiting.
 */
export async function readyOrEnded<T>(
  spec: Pick<TargetSpec, 'name' | 'command'>,
  spawned: Pick<SpawnedTarget, 'ended' | 'output'>,
  wait: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const done = new AbortController();
  const ready = wait(AbortSignal.any([signal, done.signal]));
  const exited = spawned.ended.then((end): never => {
    throw targetExited(spec.name, spec.command, end, spawned.output.text());
  });
  try {
    return await Promise.race([ready, exited]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    // The promise that lost the race may reject later, when nobody listens.
    ready.catch(() => undefined);
    exited.catch(() => undefined);
    done.abort();
  }
}

/** Whether a process of the tree is of a runtime that Leakline has an agent for. */
const mayCarryAgent = (pids: readonly number[]): boolean =>
  pids.some((pid) => {
    const program = readProgramBaseName(pid);
    return program !== null && (mayHaveAgent(program) || program === path.basename(process.execPath));
  });

export async function waitForAgents(
  spec: Pick<TargetSpec, 'name'>,
  channel: AgentChannel | null,
  { readPids }: Pick<SpawnedTarget, 'readPids'>,
  hooks: TargetHooks,
) {
  if (channel === null) return null;
  const startMs = performance.now();
  const isOver = (graceMs: number): boolean => performance.now() - startMs >= graceMs;
  while (channel.agents.connected === 0 && !isOver(patientAgentGraceMs)) {
    if (isOver(agentGraceMs) && !mayCarryAgent(readPids())) break;
    await delay(agentPollMs);
  }
  if (channel.agents.connected > 0) return channel.agents;
  hooks.onWarning('AGENT_ABSENT', agentAbsent(spec.name, runtimeWithDoor(readPids())));
  return null;
}

interface TargetParts {
  readonly spec: TargetSpec;
  readonly spawned: SpawnedTarget;
  readonly baseUrl: string;
  readonly agents: AgentGroup | null;
  readonly stop: () => Promise<TargetEnd>;
}

function assembleTarget({ spec, spawned, baseUrl, agents, stop }: TargetParts): Target {
  return {
    name: spec.name,
    baseUrl,
    pid: spawned.pid,
    agents,
    fileLimit: readFileLimit(spawned.pid),
    pids: async () => spawned.readPids(),
    ended: spawned.ended,
    outputTail: spawned.output.text,
    stop,
  };
}

/** Starts the target and waits until it is ready. After a failure or an abort nothing of it is left running. */
export async function startTarget(spec: TargetSpec, hooks: TargetHooks): Promise<Target> {
  hooks.signal.throwIfAborted();
  const port = await choosePort(spec.name, spec.port);
  let spawned: SpawnedTarget | null = null;
  const isMember = (pid: number): boolean => spawned !== null && isAmong(spawned.readPids(), pid);
  const surroundings = await openSurroundings(spec, isMember, hooks);
  const { channel, mark, watchdog } = surroundings;
  try {
    const started = await spawnTarget(spec, targetEnvironment(spec, port, surroundings), mark, hooks.onWarning);
    spawned = started;
    watchdog.watchGroup(started.pid);
    const stop = async (): Promise<TargetEnd> => started.stop().finally(surroundings.close);
    try {
      const { baseUrl, refusal } = await readyOrEnded(
        spec,
        started,
        (signal) => waitUntilReady(spec, { ...started, port }, signal),
        hooks.signal,
      );
      if (refusal !== null && spec.ready.kind === 'path')
        hooks.onWarning('READY_REFUSED', readyRefused(spec.name, spec.ready.path, refusal));
      const agents = spec.door
        ? await openDoors(
            spec.door,
            { name: spec.name, baseUrl, pids: started.readPids() },
            spec.agentMode ?? 'measure',
          )
        : await waitForAgents(spec, channel, started, hooks);
      return assembleTarget({ spec, spawned: started, baseUrl, agents, stop });
    } catch (error) {
      await started.stop();
      throw error;
    }
  } catch (error) {
    await surroundings.close();
    throw error;
  }
}
