import type { ResolvedProbe, ResolvedTarget } from '../../config/resolved-config.js';
import type { RunningService } from '../../model/service.js';
import type { Target } from '../../model/target.js';
import type { Probe } from '../../sampling/probes/probe.js';
import { trustFor } from '../../target/tls-trust.js';
import { withServices } from '../launch/service-variables.js';
import { type RecordingContext, warn } from '../run-context.js';
import { probeLost } from '../run-messages.js';
import { act, type ProbeReach, readNumber } from './read-number.js';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What the commands and requests of probes use. */
const reachOf = (
  { certificates }: ResolvedTarget,
  { baseUrl }: Target,
  services: readonly RunningService[],
  { environment }: RecordingContext,
): ProbeReach => ({
  baseUrl,
  trust: trustFor(baseUrl, certificates),
  environment: { ...withServices(environment, services), TARGET_URL: baseUrl },
});

/**
 * Creates a probe for each number that the user configured. Each is read once here, so that a failing one is known
 * before the load begins. When a probe fails later, a warning says so. It is not asked again, because it might take as
 * long each time.
 */
export function createUserProbes(
  config: ResolvedTarget,
  target: Target,
  services: readonly RunningService[],
  context: RecordingContext,
): Promise<readonly Probe[]> {
  const reach = reachOf(config, target, services, context);
  const hooks: ProbeHooks = {
    signal: context.signal,
    onLost: (metric, reason) =>
      warn(context, target.name, { code: 'PROBE_FAILED', message: probeLost(metric, reason) }),
  };
  return Promise.all(config.probes.map((probe) => createUserProbe(probe, reach, hooks)));
}

interface ProbeHooks {
  readonly signal: AbortSignal;
  /** Called once for a probe that could be read before and cannot be read any more. */
  onLost(metric: string, reason: string): void;
}

async function createUserProbe(
  { metric, read, beforeFloor }: ResolvedProbe,
  reach: ProbeReach,
  { signal, onLost }: ProbeHooks,
): Promise<Probe> {
  let isLost = false;
  const orLose = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return isLost ? null : await work();
    } catch (error) {
      signal.throwIfAborted();
      isLost = true;
      onLost(metric, reasonOf(error));
      return null;
    }
  };
  const prepare = async (): Promise<void> => {
    if (beforeFloor !== null) await act(beforeFloor, reach, signal);
  };
  const problem = await prepare()
    .then(() => readNumber(read, reach, signal))
    .then(
      () => null,
      (error: unknown) => {
        signal.throwIfAborted();
        return reasonOf(error);
      },
    );
  return {
    metrics: [metric],
    cost: 'floor',
    unavailable: problem,
    beforeFloor: async () => void (await orLose(prepare)),
    read: async () => {
      const value = await orLose(() => readNumber(read, reach, signal));
      return value === null ? {} : { [metric]: value };
    },
  };
}
