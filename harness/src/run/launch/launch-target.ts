import type { AttachLaunch, ResolvedTarget, SpawnLaunch, TargetLaunch } from '../../config/resolved-config.js';
import type { AgentAnswersVariable, AgentJitVariable, AgentMode } from '../../model/agent-protocol.js';
import type { RunningService } from '../../model/service.js';
import type { Target } from '../../model/target.js';
import { createProcessTree } from '../../platform/processes/process-tree.js';
import { attachAgents, isAttachable } from '../../target/attach-agents.js';
import { attachTarget } from '../../target/attach-target.js';
import { checkAttached } from '../../target/check-attached.js';
import { checkCertificate } from '../../target/check-certificate.js';
import { openDoors } from '../../target/open-doors.js';
import { startTarget } from '../../target/start-target.js';
import type { ReadyCondition, TargetHooks, TargetSpec } from '../../target/target-spec.js';
import { attached, attachOffered } from '../../target/target-warnings.js';
import { trustFor } from '../../target/tls-trust.js';
import { type RecordingContext, warn } from '../run-context.js';
import { proxyAnswersUnknown } from '../run-messages.js';
import { commandLine } from './command-line.js';
import { withProxy } from './launch-proxy.js';
import { withServices } from './service-variables.js';
import { targetEnvironment } from './target-environment.js';

const answersVariable: AgentAnswersVariable = 'LEAKLINE_AGENT_ANSWERS';
const jitVariable: AgentJitVariable = 'LEAKLINE_JIT';
/** The command of a target as one line, or the URL of a target that runs already. */
export const commandText = (launch: TargetLaunch): string =>
  launch.kind === 'attach' ? launch.url : commandLine(launch.command);

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

/** What the agent does in a service that runs already. */
interface AttachOptions {
  readonly mode: AgentMode;
  readonly countsAnswers: boolean;
}

/** Attaches to a service that runs already, and puts the agent into it where the user allows it. */
export async function attach(
  { name, door, readyTimeoutMs }: ResolvedTarget,
  launch: AttachLaunch,
  options: AttachOptions,
  hooks: TargetHooks,
): Promise<Target> {
  const spec = { name, baseUrl: launch.url, pid: launch.pid };
  await checkAttached(spec, readyTimeoutMs, hooks.signal);
  if (door !== null) {
    const pids = launch.pid === null ? [] : createProcessTree(launch.pid, false).readPids();
    const agents = await openDoors(door, { name, baseUrl: launch.url, pids }, options.mode);
    return attachTarget(spec, agents === null ? null : { agents, pids, release: async () => undefined });
  }
  if (launch.pid === null) return attachTarget(spec);
  if (!launch.attach) {
    if (isAttachable(launch.pid)) hooks.onWarning('ATTACH_OFFERED', attachOffered(name, launch.pid));
    return attachTarget(spec);
  }
  const carried = await attachAgents({ name, pid: launch.pid, ...options }, hooks);
  hooks.onWarning('ATTACHED', attached(name, carried.pids));
  return attachTarget(spec, carried);
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
  const behindProxy = config.proxy === null ? {} : { [answersVariable]: 'on' };
  const inherited = { ...context.environment, ...behindProxy };
  const app =
    launch.kind === 'attach'
      ? await attach(config, launch, { mode: 'measure', countsAnswers: config.proxy !== null }, hooks)
      : await startTarget({ ...spawnSpec(config, launch, inherited, services), port }, hooks);
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
