import inspector = require('node:inspector');
import profileStacks = require('./profile-stacks.cjs');
import own = require('../own-globals.cjs');
import attachment = require('../attachment.cjs');

import type { AllocationEvidence } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

/**
 * There is one sample in so many allocated bytes, on average. A leak of 100 bytes a request shows after some hundred
 * requests. Each halving costs more throughput. How much was not measured with today's code.
 */
const samplingIntervalBytes = 4_096;
/**
 * Further sites are left out. One with a handful of samples among thousands decides nothing, and each takes some
 * kilobytes to send.
 */
const maxSites = 300;

type Profile = Parameters<typeof profileStacks>[0];

interface HeapSampler {
  /** Starts sampling anew. */
  start(): Promise<void>;
  /** What was allocated since `start` and is alive. */
  read(): Promise<readonly AllocationEvidence[]>;
}

/** V8's sampling heap profiler, in this process. */
function createHeapSampler(): HeapSampler {
  const session = new inspector.Session();
  let isStarted = false;

  function post<T>(method: string, params: object = {}): Promise<T> {
    return new own.Promise((resolve, reject) => {
      session.post(method, params, (error, result) => (error === null ? resolve(result as T) : reject(error)));
    });
  }

  return {
    async start() {
      if (isStarted) await post('HeapProfiler.stopSampling');
      else {
        session.connect();
        attachment.onWithdrawal(() => session.disconnect());
      }
      isStarted = true;
      await post('HeapProfiler.startSampling', {
        samplingInterval: samplingIntervalBytes,
        includeObjectsCollectedByMajorGC: false,
        includeObjectsCollectedByMinorGC: false,
      });
    },
    async read() {
      if (!isStarted) return [];
      const { profile } = await post<{ profile: Profile }>('HeapProfiler.getSamplingProfile');
      return profileStacks(profile).slice(0, maxSites);
    },
  };
}

export = createHeapSampler;
