import { performance } from 'node:perf_hooks';
import type { RequestTemplate } from '../model/endpoint.js';
import type { LoadBlock, LoadGenerator } from '../model/load.js';
import { type TlsTrust, trustAnyone } from '../model/tls.js';
import { createBlockTally } from './block-tally.js';
import { createAgent } from './connection-agent.js';
import { closeAfter } from './limited-load.js';
import { createLoadLane, type LoadLane, type Turn } from './load-lane.js';
import { loadFailed } from './load-messages.js';
import { type SendOptions, sendRequest } from './send-request.js';
import { keptCharactersOf } from './session/capture-values.js';
import { type ClientSessions, plainSessions } from './session/client-sessions.js';

/**
 * Drives with `node:http` what autocannon cannot: clients that hang up, HEAD, rare methods.
 *
 * @param baseUrl origin of the target, without a path.
 */
export function createHttpLoad(
  baseUrl: string,
  sessions: ClientSessions = plainSessions(),
  trust: TlsTrust = trustAnyone,
): LoadGenerator {
  return {
    async run(block, signal) {
      const tally = createBlockTally(block);
      const startMs = performance.now();
      if (signal.aborted || block.requests < 1) return tally.result(0);
      const lanes = Math.max(1, Math.min(block.connections, block.requests));
      const laneOf = (index: number): LoadLane => {
        const { unitValues } = sessions;
        return createLoadLane(block.endpoint.steps, tally, { session: sessions.of(index), unitValues, signal });
      };
      try {
        await closeAfter(tally, block.longestMs, () =>
          Promise.all(
            Array.from({ length: lanes }, (_, index) => {
              const agent = createAgent(baseUrl, keepsConnection(block.endpoint.steps), trust);
              return driveLane(baseUrl, block, laneOf(index), agent, signal);
            }),
          ),
        );
      } catch (error) {
        throw loadFailed(baseUrl, error);
      }
      return tally.result(performance.now() - startMs);
    },
  };
}

async function driveLane(
  baseUrl: string,
  block: LoadBlock,
  lane: LoadLane,
  agent: SendOptions['agent'],
  signal: AbortSignal,
): Promise<void> {
  const options = { baseUrl, agent, timeoutMs: block.timeoutMs, signal };
  try {
    for (let turn = lane.next(); turn !== null && !signal.aborted; turn = lane.next()) {
      await takeTurn(lane, turn, options);
      await lane.pause();
    }
  } finally {
    agent.destroy();
  }
}

/** Whether the steps share a connection. The steps of a unit do. Clients that hang up keep none. */
const keepsConnection = (steps: readonly RequestTemplate[]): boolean =>
  steps.length > 1 || steps.every(({ abort }) => abort === null);

async function takeTurn(
  lane: LoadLane,
  { request, step }: Turn,
  options: Omit<SendOptions, 'abort' | 'keptCharacters'>,
): Promise<void> {
  lane.send();
  const how = { abort: step.abort, keptCharacters: keptCharactersOf(step) };
  const end = await sendRequest(request, { ...options, ...how });
  if (end.type === 'answered') lane.answered(end);
  else if (end.type === 'hung-up') lane.hungUp();
  else if (end.type === 'timed-out') lane.timedOut(end.status);
  else if (end.type === 'failed') lane.failed(end.error);
}
