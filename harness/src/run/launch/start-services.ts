import type { Warning } from '../../model/result.js';
import type { RunningService } from '../../model/service.js';
import { type ServiceKind, serviceKinds } from '../../model/services/service-kind.js';
import type { ServiceOptions, WantedServices } from '../../model/services/service-options.js';
import { loadService } from '../../services/load-service.js';
import type { RunContext } from '../run-context.js';

export interface StartedServices {
  readonly running: readonly RunningService[];
  /** Warnings of the providers. They come before there is a recording that could hold them. */
  readonly warnings: readonly Warning[];
}

async function startOne(
  context: RunContext,
  kind: ServiceKind,
  options: ServiceOptions,
  warnings: Warning[],
): Promise<RunningService> {
  const startMs = context.elapsedMs();
  const { start } = await loadService(kind);
  const service = await start(options, {
    signal: context.signal,
    onProviderTried: (provider) => context.emit({ type: 'service-starting', kind, provider }),
    onWarning: (code, message) => warnings.push({ code, message }),
  });
  const tookMs = Math.round(context.elapsedMs() - startMs);
  context.emit({ type: 'service-ready', kind, description: service.description, tookMs });
  return service;
}

/** Stops every service, even when one of them fails to stop. */
export async function stopServices(services: readonly RunningService[]): Promise<void> {
  await Promise.allSettled(services.map((service) => service.stop()));
}

/** Finds or starts the wanted services, all at the same time. When one fails, stops those that run already. */
export async function startServices(context: RunContext, services: WantedServices): Promise<StartedServices> {
  const warnings: Warning[] = [];
  const starts = serviceKinds.flatMap((kind) => {
    const options = services[kind];
    return options === null ? [] : [startOne(context, kind, options, warnings)];
  });
  const outcomes = await Promise.allSettled(starts);
  const running = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) {
    await stopServices(running);
    throw failure.reason;
  }
  return { running, warnings };
}
