import type { RunningService } from '../model/service.js';
import type { ServiceKind } from '../model/services/service-kind.js';
import type { ProviderChoice } from '../model/services/service-options.js';
import { type ErrorCode, HarnessError } from '../platform/harness-error.js';
import type { ServiceHooks } from './service-hooks.js';
import {
  dockerFailed,
  fellBack,
  type ProviderFailure,
  providerNotOffered,
  serviceUnavailable,
  urlMissing,
} from './service-messages.js';

/** One way to get a running service. */
export interface ServiceProvider {
  readonly name: Exclude<ProviderChoice, 'auto'>;
  start(): Promise<RunningService>;
}

/** The providers to try, in order: the one asked for, else the URL where there is one, else all that start a server. */
export function selectProviders(
  kind: ServiceKind,
  wanted: { readonly provider: ProviderChoice; readonly url: string | null },
  offered: readonly ServiceProvider[],
): readonly ServiceProvider[] {
  const { provider, url } = wanted;
  if (provider === 'url' && url === null) throw urlMissing(kind);
  if (provider === 'auto' && url === null) return offered.filter(({ name }) => name !== 'url');
  const name = provider === 'auto' ? 'url' : provider;
  const selected = offered.filter((candidate) => candidate.name === name);
  if (selected.length === 0) throw providerNotOffered(kind, name);
  return selected;
}

/**
 * After these errors another provider would fail as well: it would not read the file, nor find room, nor find the port
 * free.
 */
const finalCodes: readonly ErrorCode[] = ['RESTORE_FAILED', 'TMPDIR_UNWRITABLE', 'PORT_IN_USE'];

const isFinal = (error: unknown): boolean => error instanceof HarnessError && finalCodes.includes(error.code);

/**
 * Warns that another server runs in place of the embedded one. The embedded server is the same on every machine.
 * Another one may not be the one that the user believes to measure with.
 */
function warnOfFallback(
  kind: ServiceKind,
  { description }: RunningService,
  failures: readonly ProviderFailure[],
  hooks: ServiceHooks,
): void {
  const embedded = failures.find(({ provider }) => provider === 'embedded');
  if (embedded !== undefined) hooks.onWarning('SERVICE_FALLBACK', fellBack(kind, description, embedded.reason));
}

/** Starts the first provider that works. The user asked for a URL by name, so its failure is final. */
export async function startFirstThatWorks(
  kind: ServiceKind,
  providers: readonly ServiceProvider[],
  hooks: ServiceHooks,
): Promise<RunningService> {
  const failures: ProviderFailure[] = [];
  for (const provider of providers) {
    hooks.signal.throwIfAborted();
    hooks.onProviderTried(provider.name);
    try {
      const service = await provider.start();
      warnOfFallback(kind, service, failures, hooks);
      return service;
    } catch (error) {
      hooks.signal.throwIfAborted();
      if (provider.name === 'url' || isFinal(error)) throw error;
      failures.push({ provider: provider.name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const [failure] = failures;
  if (providers.length === 1 && failure?.provider === 'docker') throw dockerFailed(kind, failure.reason);
  throw serviceUnavailable(kind, failures);
}
