import { services } from '../model/services/catalogue.js';
import type { ServiceKind } from '../model/services/service-kind.js';
import { installPackage, thisMachine } from '../platform/processes/install-package.js';
import { lookForServer } from './look-for-server.js';
import { serviceUnavailable } from './service-messages.js';

interface LookOptions {
  /** A service whose URL is set here needs no set-up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

export interface SetUpOptions extends LookOptions {
  /** Null means those that most projects use. */
  readonly kinds: readonly ServiceKind[] | null;
  /** Called before anything is installed, with the command that is about to run. */
  onInstall(kind: ServiceKind, command: string): void;
}

export interface SetUpResult {
  readonly kind: ServiceKind;
  /** What a run will use: `url`, `embedded`, `local` or `docker`. */
  readonly provider: string;
  /** The command that installed it; null where it was there already. */
  readonly installedWith: string | null;
  /** Why a run will not use the embedded server; null where it will, or where there is none. */
  readonly insteadOfEmbedded: string | null;
}

/** What a run would find for a service. */
export interface ServiceLook {
  readonly kind: ServiceKind;
  /** Null where there is none. */
  readonly provider: string | null;
  /** Why there is none; empty where there is one. */
  readonly reason: string;
}

type Service = (typeof services)[number];

const hasUrl = ({ url }: Service, { environment }: LookOptions): boolean => Boolean(environment[url.variable]);

/** Looks for the services that most projects use, in the same way as a run. Starts and installs nothing. */
export async function lookForServices(options: LookOptions): Promise<readonly ServiceLook[]> {
  return Promise.all(
    services
      .filter(({ isUsual }) => isUsual)
      .map(async (service) => {
        const { kind } = service;
        if (hasUrl(service, options)) return { kind, provider: 'url', reason: '' };
        const { provider, failures, toBeFetched } = await lookForServer(kind, null, options.signal);
        if (toBeFetched !== null) return { kind, provider: toBeFetched, reason: '' };
        const reason =
          provider === null ? failures.map((failure) => `${failure.provider}: ${failure.reason}`).join('; ') : '';
        return { kind, provider, reason };
      }),
  );
}

/** Makes sure that a run will find each service. Installs what is missing where we may, else tells what to run. */
export async function setUpServices(options: SetUpOptions): Promise<readonly SetUpResult[]> {
  const results: SetUpResult[] = [];
  for (const service of services.filter(({ kind, isUsual }) => options.kinds?.includes(kind) ?? isUsual))
    results.push(await setUp(service, options));
  return results;
}

async function setUp(service: Service, options: SetUpOptions): Promise<SetUpResult> {
  const { kind } = service;
  const { signal } = options;
  if (hasUrl(service, options)) return { kind, provider: 'url', installedWith: null, insteadOfEmbedded: null };
  let fetchedWith: string | null = null;
  const onInstall = (command: string): void => options.onInstall(kind, command);
  const onFetch = (command: string): void => {
    fetchedWith = command;
    onInstall(command);
  };
  const found = await lookForServer(kind, onFetch, signal);
  const insteadOfEmbedded = found.failures.find((failure) => failure.provider === 'embedded')?.reason ?? null;
  if (found.provider !== null) {
    const installedWith = found.provider === 'embedded' ? fetchedWith : null;
    return { kind, provider: found.provider, installedWith, insteadOfEmbedded };
  }
  const { command, reason } = await installPackage(kind, thisMachine(signal), onInstall);
  if (command === null) throw serviceUnavailable(kind, [...found.failures, { provider: 'install', reason }]);
  const { provider, failures } = await lookForServer(kind, null, signal);
  if (provider === null) throw serviceUnavailable(kind, failures);
  return { kind, provider, installedWith: command, insteadOfEmbedded };
}
