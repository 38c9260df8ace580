import { assertSerial } from './parallel-guard.js';
import { startSharing, stopSharing } from './suite-services.js';

/**
 * Root hooks for `mocha --require leakline/mocha`. The first test that needs a service starts it. The whole suite
 * shares it, and it is stopped after the suite.
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
