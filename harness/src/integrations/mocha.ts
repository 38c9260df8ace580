import { assertSerial } from './parallel-guard.js';
import { startSharing, stopSharing } from './suite-services.js';

/**
 * Root hooks: `mocha --require leakline/mocha`. PostgreSQL and Redis are started by the first test that needs them,
 * shared by the suite, and stopped after it.
 */
export const mochaHooks = {
  beforeAll(): void {
    assertSerial(process.env.MOCHA_WORKER_ID);
    startSharing();
  },
  async afterAll(): Promise<void> {
    await stopSharing();
  },
};
