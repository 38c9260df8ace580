import type { ResolvedTarget, TargetLaunch } from '../config/resolved-config.js';
import type { RunningService } from '../model/service.js';
import type { Target } from '../model/target.js';
import { attachTarget } from '../target/attach-target.js';
import { startTarget } from '../target/start-target.js';
import type { ReadyCondition, TargetSpec } from '../target/target-spec.js';
import { type RecordingContext, warn } from './run-context.js';

export type SpawnLaunch = Extract<TargetLaunch, { kind: 'spawn' }>;

const variableOf = { postgres: 'DATABASE_URL', redis: 'REDIS_URL' } as const;

/** What tells a target where its services are. */
export const serviceVariables = (services: readonly RunningService[]): Record<string, string> =>
  Object.fromEntries(services.map(({ kind, url }) => [variableOf[kind], url]));

/** Keeps an argument in one piece when the line is split again. */
const quoted = (argument: string): string =>
  /^[\w./:=@%+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;

/** The command, or the URL of a target that runs already, as one line. */
export const commandText = (launch: TargetLaunch): string => {
  if (launch.kind === 'attach') return launch.url;
  return typeof launch.command === 'string' ? launch.command : launch.command.map(quoted).join(' ');
};

function readyCondition(ready: ResolvedTarget['ready']): ReadyCondition {
  if (ready === null) return { kind: 'port' };
  return 'path' in ready ? { kind: 'path', path: ready.path } : { kind: 'stdout', text: ready.stdout };
}

/** What the target stage needs to start a target of the configuration. */
export function spawnSpec(
  config: ResolvedTarget,
  launch: SpawnLaunch,
  environment: Record<string, string>,
): TargetSpec {
  const { name, ready, readyTimeoutMs } = config;
  const { cwd, port, stopGraceMs, agent } = launch;
  return {
    name,
    command: commandText(launch),
    cwd,
    env: { ...environment, ...launch.env },
    port,
    ready: readyCondition(ready),
    readyTimeoutMs,
    stopGraceMs,
    agent: agent ? 'auto' : 'off',
    opensOtherPorts: false,
  };
}

/** Starts the target with its services in the environment, or attaches to one that runs. */
export async function launchTarget(
  context: RecordingContext,
  config: ResolvedTarget,
  services: readonly RunningService[],
): Promise<Target> {
  const { name, launch } = config;
  const startMs = context.elapsedMs();
  context.emit({ type: 'target-starting', target: name, command: commandText(launch) });
  const onWarning = (code: string, message: string): void => warn(context, name, { code, message });
  const environment = { ...context.environment, ...serviceVariables(services) };
  const target =
    launch.kind === 'attach'
      ? attachTarget({ name, baseUrl: launch.url, pid: launch.pid })
      : await startTarget(spawnSpec(config, launch, environment), { signal: context.signal, onWarning });
  context.emit({
    type: 'target-ready',
    target: name,
    pid: target.pid,
    tookMs: Math.round(context.elapsedMs() - startMs),
  });
  return target;
}
