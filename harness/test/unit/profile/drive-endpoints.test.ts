import { expect } from 'chai';
import type { Endpoint } from '../../../src/model/endpoint.js';
import { type LoadBlock, type LoadGenerator, type LoadResult, noLoad } from '../../../src/model/load.js';
import type { RunningService, ServiceObserver } from '../../../src/model/service.js';
import { driveEndpoints } from '../../../src/profile/drive-endpoints.js';

const endpoint = (id: string): Endpoint => ({ id, steps: [], exclusive: false });
const never = new AbortController().signal;

const answered = (requests: number, changes: Partial<LoadResult> = {}): LoadResult => ({
  ...noLoad,
  sent: requests,
  ok: requests,
  ...changes,
});

/** A server with so many connections open, and room for 100. */
function createServer() {
  let connections = 0;
  const open = (count: number): void => {
    connections += count;
  };
  const observer: ServiceObserver = {
    kind: 'postgres',
    count: async () => connections,
    connections: async () => [],
    opened: async () => null,
    ask: async () => ({ kind: 'problem', problem: 'nobody asks' }),
  };
  const service: RunningService = {
    kind: 'postgres',
    isStarted: true,
    url: '',
    description: '',
    host: '',
    port: 0,
    maxConnections: 100,
    limitSetting: 'max_connections',
    observer,
    stop: async () => undefined,
  };
  return { service, open, read: () => connections };
}

const loadOf = (run: (block: LoadBlock) => LoadResult): LoadGenerator => ({ run: async (block) => run(block) });
const planOf = (load: LoadGenerator, requests: number, services: readonly RunningService[] = []) => ({
  endpoints: [endpoint('a'), endpoint('b')],
  load,
  services,
  requests,
  connections: 10,
  timeoutMs: 1_000,
});

describe('driveEndpoints', () => {
  it('sends each endpoint exactly its requests, in turn and with fresh numbers', async () => {
    const blocks: LoadBlock[] = [];
    const load = loadOf((block) => {
      blocks.push(block);
      return answered(block.requests);
    });
    const driven = await driveEndpoints(planOf(load, 60), never);
    expect(driven.map(({ sent, stoppedBy }) => [sent, stoppedBy])).to.deep.equal([
      [60, 'requests'],
      [60, 'requests'],
    ]);
    expect(blocks.map(({ endpoint: { id }, firstN }) => `${id}${firstN}`)).to.deep.equal([
      'a1',
      'b1',
      'a5',
      'b5',
      'a55',
      'b55',
    ]);
  });

  it('leaves a server half of its connections when an endpoint keeps one per request, and drives the others on', async () => {
    const { service, open, read } = createServer();
    const load = loadOf((block) => {
      if (block.endpoint.id === 'a') open(block.requests);
      return answered(block.requests);
    });
    const driven = await driveEndpoints(planOf(load, 500, [service]), never);
    expect(driven.map(({ sent, stoppedBy }) => [sent, stoppedBy])).to.deep.equal([
      [50, 'headroom'],
      [500, 'requests'],
    ]);
    expect(read()).to.equal(50);
  });

  it('stops when time is up', async () => {
    const timer = new AbortController();
    const load = loadOf((block) => {
      timer.abort();
      return answered(block.requests);
    });
    const driven = await driveEndpoints(planOf(load, 500), timer.signal);
    expect(driven.map(({ sent, stoppedBy }) => [sent, stoppedBy])).to.deep.equal([
      [4, 'time'],
      [0, 'time'],
    ]);
  });

  it('counts failures and keeps the first', async () => {
    const load = loadOf((block) => answered(block.requests, { errors: 1, firstFailure: `refused ${block.firstN}` }));
    const [driven] = await driveEndpoints(planOf(load, 10), never);
    expect(driven).to.include({ failed: 2, firstFailure: 'refused 1' });
  });
});
