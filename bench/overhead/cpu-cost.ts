import pidusage from 'pidusage';
import { createLoadGenerator } from '../../harness/src/load/load-generator.js';
import type { Endpoint } from '../../harness/src/model/endpoint.js';
import type { Target } from '../../harness/src/model/target.js';

const warmUpRequests = 20_000;
const requestsPerBlock = 6_000;
const turns = 6;

/** CPU time of a process so far, in milliseconds, to 10 ms. */
const cpuTimeMs = async ({ pid }: Target): Promise<number> => (await pidusage(pid)).ctime;

/** Sends requests, and gives the CPU time that they took. */
async function drive(target: Target, endpoint: Endpoint, requests: number, signal: AbortSignal): Promise<number> {
  const load = createLoadGenerator(target.baseUrl);
  const beforeMs = await cpuTimeMs(target);
  await load.run({ endpoint, requests, connections: 8, timeoutMs: 10_000, firstN: 1 }, signal);
  return (await cpuTimeMs(target)) - beforeMs;
}

/**
 * CPU time per request of one warm target as a multiple of another's, from blocks that take turns (A B B A …), so that
 * what the machine does meanwhile meets both. Unlike throughput it counts no waiting for the client on the other core.
 */
export async function cpuRatio(target: Target, of: Target, endpoint: Endpoint, signal: AbortSignal): Promise<number> {
  for (const each of [target, of]) await drive(each, endpoint, warmUpRequests, signal);
  let targetMs = 0;
  let ofMs = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const isFirst = turn % 2 === 0;
    if (isFirst) targetMs += await drive(target, endpoint, requestsPerBlock, signal);
    ofMs += await drive(of, endpoint, requestsPerBlock, signal);
    if (!isFirst) targetMs += await drive(target, endpoint, requestsPerBlock, signal);
  }
  return targetMs / ofMs;
}
