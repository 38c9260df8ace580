import type { ResolvedServices } from '../config/resolved-config.js';
import type { Warning } from '../model/result.js';
import type { RunningService, ServiceKind } from '../model/service.js';
import { loadPart } from '../platform/load-part.js';
import type { ServiceHooks } from '../services/service-options.js';
import type { RunContext } from './run-context.js';

export interface StartedServices {
  readonly running: readonly RunningService[];
  /** Said by providers before there was a recording to put it into. */
  readonly warnings: readonly Warning[];
}

/** The drivers are a third of what Leakline loads, and many runs need neither. */
const loadPostgres = () => loadPart('what starts PostgreSQL', () => import('../services/postgres/start-postgres.js'));
const loadRedis = () => loadPart('what starts Redis', () => import('../services/redis/start-redis.js'));

type Start = (hooks: ServiceHooks) => Promise<RunningService>;

async function startOne(
  context: RunContext,
  kind: ServiceKind,
  start: Start,
  warnings: Warning[],
): Promise<RunningService> {
  const startMs = context.elapsedMs();
  const service = await start({
    signal: context.signal,
    onProviderTried: (provider) => context.emit({ type: 'service-starting', kind, provider }),
    onWarning: (code, message) => warnings.push({ code, message }),
  });
  const tookMs = Math.round(context.elapsedMs() - startMs);
  context.emit({ type: 'service-ready', kind, description: service.description, tookMs });
  return service;
}

/** Stops every service, also when one of them fails to stop. */
export async function stopServices(services: readonly RunningService[]): Promise<void> {
  await Promise.allSettled(services.map((service) => service.stop()));
}

/** Finds or starts the services asked for, side by side. When one fails, those already up are stopped again. */
export async function startServices(context: RunContext, services: ResolvedServices): Promise<StartedServices> {
  const { postgres, redis } = services;
  const warnings: Warning[] = [];
  const starts: Promise<RunningService>[] = [];
  if (postgres !== null) {
    const start: Start = async (hooks) => (await loadPostgres()).startPostgres(postgres, hooks);
    starts.push(startOne(context, 'postgres', start, warnings));
  }
  if (redis !== null) {
    const start: Start = async (hooks) => (await loadRedis()).startRedis(redis, hooks);
    starts.push(startOne(context, 'redis', start, warnings));
  }
  const outcomes = await Promise.allSettled(starts);
  const running = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) {
    await stopServices(running);
    throw failure.reason;
  }
  return { running, warnings };
}
