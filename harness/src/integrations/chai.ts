import type {} from 'chai';
import {
  describeTarget,
  type MeasureOptions,
  measureLeaks,
  type ServerDefinition,
  type TargetResult,
  toPrintableLines,
} from '../internal.js';
import { assertSerial } from './parallel-guard.js';
import { sharedServices } from './suite-services.js';

declare global {
  namespace Chai {
    interface Assertion {
      /**
       * Measures the server and asserts that it leaks. With `not`, asserts that every endpoint is clean. An
       * inconclusive or failed measurement fails both assertions. Resolves to the measured result, for further
       * assertions.
       */
      leak(options: MeasureOptions): Promise<TargetResult>;
    }
  }
}

async function measure(server: ServerDefinition, options: MeasureOptions): Promise<TargetResult> {
  assertSerial(process.env.MOCHA_WORKER_ID);
  const shared = sharedServices();
  return measureLeaks(server, options, {
    cwd: process.cwd(),
    environment: process.env,
    ...(shared === null ? {} : { lendServices: shared.lend }),
  });
}

/** The plugin: `chai.use(leaklineChai)`. */
export function leaklineChai(chai: Chai.ChaiStatic, utils: Chai.ChaiUtils): void {
  chai.Assertion.addMethod('leak', async function leak(this: Chai.AssertionStatic, options: MeasureOptions) {
    const server: ServerDefinition = this._obj;
    const wanted = utils.flag(this, 'negate') === true ? 'clean' : 'leaking';
    const result = await measure(server, options);
    if (result.verdict === wanted) return result;
    const said = wanted === 'clean' ? 'to be proven free of leaks' : 'to leak';
    throw new chai.AssertionError(
      `expected the server ${said}, but it is ${result.verdict}:\n${toPrintableLines(describeTarget(result)).join('\n')}`,
      {
        actual: result.verdict,
        expected: wanted,
        showDiff: false,
      },
    );
  });
}
