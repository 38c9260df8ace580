import type { ResolvedTarget } from '../../config/resolved-config.js';
import { createLoadGenerator } from '../../load/load-generator.js';
import { type ClientSessions, createClientSessions } from '../../load/session/client-sessions.js';
import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { LoadGenerator } from '../../model/load.js';
import type { Target } from '../../model/target.js';
import { HarnessError } from '../../platform/harness-error.js';
import { trustFor } from '../../target/tls-trust.js';
import { type RecordingContext, type RunContext, warn } from '../run-context.js';

/** The clients of a target, and the load that they send. */
export interface TargetClients {
  readonly sessions: ClientSessions;
  readonly load: LoadGenerator;
}

/**
 * Creates the clients without logging them in. `isRepeated` says that the same target ran before, so that what `setup`
 * made may still be there.
 */
export async function createClients(
  { learn }: Pick<RunContext, 'learn'>,
  { clients: plan, certificates }: Pick<ResolvedTarget, 'clients' | 'certificates'>,
  { baseUrl, proxyUrl = baseUrl }: Pick<Target, 'baseUrl' | 'proxyUrl'>,
  { timeoutMs, isRepeated }: { readonly timeoutMs: number; readonly isRepeated: boolean },
): Promise<TargetClients> {
  const trust = trustFor(proxyUrl, certificates);
  const sessions = await createClientSessions({ baseUrl: proxyUrl, plan, trust, timeoutMs, isRepeated, learn });
  return { sessions, load: createLoadGenerator(proxyUrl, sessions, trust) };
}

/**
 * The most clients that a block may have. All of them log in before the experiment, because a login between two floors
 * would be measured.
 */
export const mostClients = ({ connections, widestConnections = connections }: AnalysisSettings): number =>
  Math.max(connections, widestConnections);

/** How long a target may keep `teardown` waiting. */
const teardownMs = 5_000;

/** Sends `teardown` to a target that still runs. A failure is a warning and changes nothing else. */
export async function closeClients(
  context: RecordingContext,
  { sessions }: TargetClients,
  target: Target,
): Promise<void> {
  const calledOff = new AbortController();
  void target.ended.then(() => calledOff.abort());
  try {
    await sessions.close(AbortSignal.any([calledOff.signal, AbortSignal.timeout(teardownMs)]));
  } catch (error) {
    if (calledOff.signal.aborted) return;
    const reason = error instanceof HarnessError ? error.message : `it was not answered within ${teardownMs} ms`;
    warn(context, target.name, {
      code: 'TEARDOWN_FAILED',
      message: `What teardown should undo may be left: ${reason}`,
    });
  }
}
