import { HarnessError } from '../internal.js';

/**
 * Refuses mocha's parallel mode. Two measurements on one machine disturb each other, so their verdicts would be worth
 * nothing. Mocha marks its workers with `MOCHA_WORKER_ID`.
 *
 * @throws HarnessError `PARALLEL_REFUSED`
 */
export function assertSerial(workerId: string | undefined): void {
  if (workerId === undefined) return;
  throw new HarnessError(
    'PARALLEL_REFUSED',
    `Leak tests cannot run in mocha's parallel mode (this is worker ${workerId}): neighbours disturb each other's measurements. ` +
      'Run them with `mocha --no-parallel`, in a command of their own. [PARALLEL_REFUSED]',
  );
}
