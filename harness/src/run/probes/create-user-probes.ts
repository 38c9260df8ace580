import type { ResolvedProbe } from '../../config/resolved-config.js';
import type { Probe } from '../../sampling/probes/probe.js';
import { act, type ProbeReach, readNumber } from './read-number.js';

/** What a probe says of itself besides its number. */
export interface UserProbeHooks {
  readonly signal: AbortSignal;
  /** Told once of a probe that was read before and cannot be any more. */
  onLost(metric: string, reason: string): void;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * A probe for each number of the user's own. Each is read once, so that one that fails is known before the load begins. Who
 * fails later is not asked again: it might take as long each time.
 */
export function createUserProbes(
  probes: readonly ResolvedProbe[],
  reach: ProbeReach,
  hooks: UserProbeHooks,
): Promise<readonly Probe[]> {
  return Promise.all(probes.map((probe) => createUserProbe(probe, reach, hooks)));
}

async function createUserProbe(
  { metric, read, beforeFloor }: ResolvedProbe,
  reach: ProbeReach,
  { signal, onLost }: UserProbeHooks,
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
