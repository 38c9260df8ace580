import type { ComposeLaunch, ResolvedConfig, ResolvedTarget } from '../../config/resolved-config.js';
import type { RunningService } from '../../model/service.js';
import type { Target } from '../../model/target.js';
import type { TlsTrust } from '../../model/tls.js';
import { withMaskedErrors } from '../../platform/secrets/mask-error.js';
import { attachTarget } from '../../target/attach-target.js';
import { lookUpContainer } from '../../target/container/look-up-container.js';
import { startComposeService } from '../../target/container/start-compose-service.js';
import { startTarget } from '../../target/start-target.js';
import { trustFor } from '../../target/tls-trust.js';
import { openComposeProjects } from '../launch/compose-projects.js';
import { composeSpec, spawnSpec } from '../launch/launch-target.js';
import { prepareTarget } from '../launch/prepare-target.js';
import { startServices, stopServices } from '../launch/start-services.js';
import { createQuietContext, type RunContext } from '../run-context.js';
import { createRunMask, secretsOfServices } from '../run-mask.js';

export interface AskServiceOptions {
  /** The variables that the service inherits. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Starts a service of a compose file with what it depends on. All of it is gone once the target is stopped. */
async function startAlone(config: ResolvedTarget, launch: ComposeLaunch, context: RunContext): Promise<Target> {
  const projects = await openComposeProjects(context, [config]);
  const hooks = { signal: context.signal, onWarning: () => undefined };
  const spec = { ...composeSpec(config, launch), agent: 'off' } as const;
  try {
    const target = await startComposeService(projects.projectOf(launch), spec, hooks);
    return { ...target, stop: () => target.stop().finally(projects.stop) };
  } catch (error) {
    await projects.stop();
    throw error;
  }
}

async function launch(
  { name, launch: how, ...target }: ResolvedTarget,
  context: RunContext,
  services: readonly RunningService[],
): Promise<Target> {
  if (how.kind === 'attach') return attachTarget({ name, baseUrl: how.url, pid: null });
  if (how.kind === 'container')
    return attachTarget((await lookUpContainer({ name, ...how }, context.environment)).spec);
  if (how.kind === 'compose') return startAlone({ name, launch: how, ...target }, how, context);
  const unwatched = { ...how, agent: false, steady: false };
  const port = await prepareTarget(context, name, how, services);
  const spec = spawnSpec({ ...target, name, launch: how }, unwatched, context.environment, services);
  return startTarget({ ...spec, port }, { signal: context.signal, onWarning: () => undefined });
}

/**
 * Starts the first target of the configuration with its services, asks it something, and stops everything. Nothing is
 * measured. `ask` gets the base URL, and which certificates are accepted there.
 *
 * @throws what starting services and targets can throw, and what `ask` throws
 */
export function askService<Answer>(
  config: ResolvedConfig,
  options: AskServiceOptions,
  ask: (baseUrl: string, trust: TlsTrust) => Promise<Answer>,
): Promise<Answer> {
  const mask = createRunMask(config, options.environment);
  const [first] = config.targets;
  if (first === undefined) throw new Error('A resolved configuration has at least one target.');
  return withMaskedErrors(mask, async () => {
    const context = createQuietContext(options, (secrets) => mask.learn(secrets));
    const { running } = await startServices(context, config.services);
    mask.learn(secretsOfServices(running));
    try {
      const target = await launch(first, context, running);
      const trust = trustFor(target.baseUrl, first.certificates);
      return await ask(target.baseUrl, trust).finally(() => target.stop());
    } finally {
      await stopServices(running);
    }
  });
}
