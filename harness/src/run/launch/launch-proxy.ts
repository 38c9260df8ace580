import type { ProxyLaunch, ResolvedTarget } from '../../config/resolved-config.js';
import type { Target, TargetEnd } from '../../model/target.js';
import { startProxy } from '../../target/start-proxy.js';
import type { TargetHooks } from '../../target/target-spec.js';
import { commandLine } from './command-line.js';

interface RunningProxy {
  readonly url: string;
  /** Null for one that we did not start. */
  readonly process: Target | null;
}

async function startOrAttach(
  proxy: ProxyLaunch,
  config: ResolvedTarget,
  target: Target,
  environment: Readonly<Record<string, string>>,
  hooks: TargetHooks,
): Promise<RunningProxy> {
  if (proxy.kind === 'attach') return { url: proxy.url, process: null };
  const { cwd, template, port } = proxy;
  const { ready, readyTimeoutMs, launch } = config;
  const spec = {
    name: `${config.name} (proxy)`,
    command: commandLine(proxy.command),
    cwd,
    env: environment,
    template,
    port,
    upstreamUrl: target.baseUrl,
    ready:
      ready !== null && 'path' in ready ? ({ kind: 'path', path: ready.path } as const) : ({ kind: 'port' } as const),
    readyTimeoutMs,
    stopGraceMs: 'stopGraceMs' in launch ? launch.stopGraceMs : 0,
  };
  const started = await startProxy(spec, hooks);
  return { url: started.baseUrl, process: started };
}

/** Joins a target and the proxy in front of it. The target is measured, and the proxy is driven. */
function behind(target: Target, { url, process: proxy }: RunningProxy): Target {
  if (proxy === null) return { ...target, proxyUrl: url };
  let hasProxyEnded = false;
  const proxyEnded = proxy.ended.then((end): TargetEnd => {
    hasProxyEnded = true;
    return { ...end, isOfProxy: true };
  });
  return {
    ...target,
    proxyUrl: url,
    ended: Promise.race([target.ended, proxyEnded]),
    outputTail: () => (hasProxyEnded ? proxy : target).outputTail(),
    stop: async () => {
      // Stop both at the same time, because each may take its whole grace time.
      const [end] = await Promise.all([target.stop(), proxy.stop()]);
      return end;
    },
  };
}

/** Puts the configured proxy in front of a running target. Stops the target when the proxy cannot be started. */
export async function withProxy(
  target: Target,
  config: ResolvedTarget,
  environment: Readonly<Record<string, string>>,
  hooks: TargetHooks,
): Promise<Target> {
  if (config.proxy === null) return target;
  try {
    return behind(target, await startOrAttach(config.proxy, config, target, environment, hooks));
  } catch (error) {
    await target.stop();
    throw error;
  }
}
