import type {
  AttachLaunch,
  ComposeLaunch,
  ContainerLaunch,
  ResolvedTarget,
  SpawnLaunch,
  TargetLaunch,
} from '../../config/resolved-config.js';
import type { AgentAnswersVariable, AgentJitVariable, AgentMode } from '../../model/agent-protocol.js';
import type { RunningService } from '../../model/service.js';
import type { Target } from '../../model/target.js';
import { createProcessTree } from '../../platform/processes/process-tree.js';
import { attachTarget } from '../../target/attach-target.js';
import { checkAttached } from '../../target/check-attached.js';
import { checkCertificate } from '../../target/check-certificate.js';
import { attachProcess } from '../../target/container/attach-process.js';
import { lookUpContainer } from '../../target/container/look-up-container.js';
import { type ComposeServiceSpec, startComposeService } from '../../target/container/start-compose-service.js';
import { openDoors } from '../../target/open-doors.js';
import { startTarget } from '../../target/start-target.js';
import type { ReadyCondition, TargetHooks, TargetSpec } from '../../target/target-spec.js';
import { trustFor } from '../../target/tls-trust.js';
import { type RecordingContext, warn } from '../run-context.js';
import { proxyAnswersUnknown } from '../run-messages.js';
import { commandLine } from './command-line.js';
import { withProxy } from './launch-proxy.js';
import { withServices } from './service-variables.js';
import { targetEnvironment } from './target-environment.js';

const answersVariable: AgentAnswersVariable = 'LEAKLINE_AGENT_ANSWERS';
const jitVariable: AgentJitVariable = 'LEAKLINE_JIT';

/** The command of a target as one line, or what tells a target that runs already. */
export function commandText(launch: TargetLaunch): string {
  switch (launch.kind) {
    case 'spawn':
      return commandLine(launch.command);
    case 'attach':
      return launch.url;
    case 'container':
      return `container ${launch.container}`;
    case 'compose':
      return `compose service ${launch.service}`;
  }
}

function readyCondition(ready: ResolvedTarget['ready']): ReadyCondition {
  if (ready === null) return { kind: 'port' };
  return 'path' in ready ? { kind: 'path', path: ready.path } : { kind: 'stdout', text: ready.stdout };
}

/** Everything that `target/` needs to start a target of the configuration. */
export function spawnSpec(
  config: ResolvedTarget,
  launch: SpawnLaunch,
  inherited: Readonly<Record<string, string>>,
  services: readonly RunningService[],
): TargetSpec {
  const { name, ready, readyTimeoutMs } = config;
  const { cwd, port, stopGraceMs, agent, steady } = launch;
  const { env, portEnv } = targetEnvironment(inherited, services, launch.env);
  return {
    name,
    command: commandText(launch),
    cwd,
    env: { ...env, ...(steady ? { [jitVariable]: 'off' } : {}) },
    portEnv,
    port,
    ready: readyCondition(ready),
    readyTimeoutMs,
    stopGraceMs,
    agent: agent ? 'auto' : 'off',
    door: config.door,
    opensOtherPorts: false,
  };
}

/** Everything that `target/` needs to start a service of a compose file. */
export function composeSpec(
  { name, ready, readyTimeoutMs }: ResolvedTarget,
  { service, env, port, stopGraceMs, agent, steady }: ComposeLaunch,
  added: Readonly<Record<string, string>> = {},
): ComposeServiceSpec {
  return {
    name,
    service,
    env: { ...env, ...(steady ? { [jitVariable]: 'off' } : {}), ...added },
    port,
    ready: readyCondition(ready),
    readyTimeoutMs,
    stopGraceMs,
    agent: agent ? 'auto' : 'off',
  };
}

/** How an agent works in a target. */
interface AgentSetting {
  readonly mode: AgentMode;
  readonly countsAnswers: boolean;
}

/** Attaches to a service that runs already, and puts the agent into it where the user allows it. */
async function attach(
  { name, door, readyTimeoutMs }: ResolvedTarget,
  launch: AttachLaunch,
  setting: AgentSetting,
  hooks: TargetHooks,
): Promise<Target> {
  const spec = { name, baseUrl: launch.url, pid: launch.pid };
  await checkAttached(spec, readyTimeoutMs, hooks.signal);
  if (door !== null) {
    const pids = launch.pid === null ? [] : createProcessTree(launch.pid, false).readPids();
    const agents = await openDoors(door, { name, baseUrl: launch.url, pids }, setting.mode);
    return attachTarget(spec, agents === null ? null : { agents, release: async () => undefined });
  }
  if (launch.pid === null) return attachTarget(spec);
  return attachProcess({ ...spec, pid: launch.pid }, launch.attach ? setting : null, null, hooks);
}

/** The same for a service in a container. */
async function attachInside(
  context: RecordingContext,
  { name, readyTimeoutMs }: ResolvedTarget,
  launch: ContainerLaunch,
  setting: AgentSetting,
  hooks: TargetHooks,
): Promise<Target> {
  const found = await lookUpContainer({ name, ...launch }, context.environment);
  await checkAttached(found.spec, readyTimeoutMs, hooks.signal);
  return attachProcess(found.spec, launch.attach ? setting : null, found.facts, hooks);
}

/**
 * Starts the target with its services in the environment, or attaches to one that runs. `port` null is any free port.
 */
export async function launchApp(
  context: RecordingContext,
  config: ResolvedTarget,
  services: readonly RunningService[],
  { mode, port }: { readonly mode: AgentMode; readonly port: number | null },
  hooks: TargetHooks,
): Promise<Target> {
  const { launch } = config;
  const countsAnswers = config.proxy !== null && mode === 'measure';
  const counting = countsAnswers ? { [answersVariable]: 'on' } : {};
  switch (launch.kind) {
    case 'attach':
      return attach(config, launch, { mode, countsAnswers }, hooks);
    case 'container':
      return attachInside(context, config, launch, { mode, countsAnswers }, hooks);
    case 'compose': {
      const spec = { ...composeSpec(config, launch, counting), agentMode: mode };
      return startComposeService(context.projects.projectOf(launch), spec, hooks);
    }
    case 'spawn': {
      const spec = spawnSpec(config, launch, { ...context.environment, ...counting }, services);
      return startTarget({ ...spec, port, agentMode: mode }, hooks);
    }
  }
}

/** Checks the certificate that clients get. Stops a target that is not trusted. */
async function assertTrusted(
  target: Target,
  { name, certificates }: ResolvedTarget,
  signal: AbortSignal,
): Promise<void> {
  const { proxyUrl: url = target.baseUrl } = target;
  try {
    await checkCertificate(name, url, trustFor(url, certificates), signal);
  } catch (error) {
    await target.stop();
    throw error;
  }
}

/**
 * Starts the target with its services in the environment, or attaches to one that runs. `port` null is any free port.
 */
export async function launchTarget(
  context: RecordingContext,
  config: ResolvedTarget,
  services: readonly RunningService[],
  port: number | null,
): Promise<Target> {
  const { name, launch } = config;
  const startMs = context.elapsedMs();
  context.emit({ type: 'target-starting', target: name, command: commandText(launch) });
  const onWarning = (code: string, message: string): void => warn(context, name, { code, message });
  const hooks = { signal: context.signal, onWarning };
  const app = await launchApp(context, config, services, { mode: 'measure', port }, hooks);
  const target = await withProxy(app, config, withServices(context.environment, services), hooks);
  await assertTrusted(target, config, context.signal);
  if (config.proxy !== null && target.agents === null) onWarning('PROXY_ANSWERS_UNKNOWN', proxyAnswersUnknown(name));
  context.emit({
    type: 'target-ready',
    target: name,
    pid: target.pid,
    tookMs: Math.round(context.elapsedMs() - startMs),
  });
  return target;
}
