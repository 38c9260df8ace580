import { HarnessError } from '../internal.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives the signals back. */
  release(): void;
}

/**
 * Turns Ctrl-C and its kin into an abort, so that a run can stop its processes and write what it has. A second signal
 * ends the process at once; what it started is killed by the exit hooks of those who started it.
 */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\nStopping; press Ctrl-C again to stop at once.\n');
    controller.abort(new HarnessError('INTERRUPTED', 'Interrupted.'));
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
