import http from 'node:http';
import https from 'node:https';
import { performance } from 'node:perf_hooks';
import type { RequestTemplate } from '../model/endpoint.js';
import type { LoadBlock, LoadGenerator } from '../model/load.js';
import { type BlockTally, createBlockTally } from './block-tally.js';
import { closeAfter } from './limited-load.js';
import { createLoadLane, type LoadLane, type Turn } from './load-lane.js';
import { loadFailed } from './messages.js';
import { type SendOptions, sendRequest } from './send-request.js';

/** Drives with `node:http` what autocannon cannot: clients that hang up, HEAD, rare methods. `baseUrl` has no path. */
export function createHttpLoad(baseUrl: string): LoadGenerator {
  return {
    async run(block, signal) {
      const tally = createBlockTally(block);
      const startMs = performance.now();
      if (signal.aborted || block.requests < 1) return tally.result(0);
      const lanes = Math.max(1, Math.min(block.connections, block.requests));
      try {
        await closeAfter(tally, block.longestMs, () =>
          Promise.all(Array.from({ length: lanes }, () => driveLane(baseUrl, block, tally, signal))),
        );
      } catch (error) {
        throw loadFailed(baseUrl, error);
      }
      return tally.result(performance.now() - startMs);
    },
  };
}

async function driveLane(baseUrl: string, block: LoadBlock, tally: BlockTally, signal: AbortSignal): Promise<void> {
  const lane = createLoadLane(block.endpoint.steps, tally);
  const agent = createAgent(baseUrl, block.endpoint.steps);
  try {
    for (let turn = lane.next(); turn !== null && !signal.aborted; turn = lane.next()) {
      await takeTurn(lane, turn, { baseUrl, agent, timeoutMs: block.timeoutMs, signal });
    }
  } finally {
    agent.destroy();
  }
}

/** One connection, so that the steps of a unit share it; none is kept for clients that hang up anyway. */
function createAgent(baseUrl: string, steps: readonly RequestTemplate[]): http.Agent {
  const keepAlive = steps.length > 1 || steps.every(({ abort }) => abort === null);
  const options = { keepAlive, maxSockets: 1 };
  // Like autocannon: a target under test has a self-signed certificate more often than a real one.
  return baseUrl.startsWith('https:')
    ? new https.Agent({ ...options, rejectUnauthorized: false })
    : new http.Agent(options);
}

async function takeTurn(lane: LoadLane, turn: Turn, options: SendOptions): Promise<void> {
  lane.send();
  const end = await sendRequest(turn.step, turn.unit.n, options);
  if (end.type === 'answered') lane.answered(end);
  else if (end.type === 'hung-up') lane.hungUp();
  else if (end.type === 'timed-out') lane.timedOut();
  else if (end.type === 'failed') lane.failed(end.error);
}
