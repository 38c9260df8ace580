import { expect } from 'chai';
import type { MetricId } from '../../../src/model/metrics/catalogue.js';
import type { NodeReading } from '../../../src/model/runtimes/node/reading.js';
import { toldBy } from '../../../src/model/runtimes/reading-of.js';
import { toReading } from '../../../src/runtimes/node/to-reading.js';
import { agentMetrics } from '../../../src/sampling/probes/agent-probe.js';
import {
  assertAgentIsBuilt,
  createTargets,
  preloadOptions,
  targetSpec,
} from '../../fixtures/targets/target-fixture.js';
import { eventually } from '../../support/eventually.js';

const messages = 100;
/** A message of 250 characters, and the object and the slot that hold it. */
const keptBytes = 300;

/** What the agent reads of worker threads. */
describe('the agent in worker threads', () => {
  const targets = createTargets();
  before(assertAgentIsBuilt);
  afterEach(() => targets.stopAll());

  async function start(args: string, environment: Readonly<Record<string, string>> = {}) {
    const env = { ...targetSpec('').env, ...environment };
    const { agents, baseUrl } = await targets.start(`node worker-pool.mjs ${args}`, { agent: 'auto', env });
    if (agents === null) throw new Error('no agent dialled');

    async function collect(): Promise<NodeReading> {
      const [reading] = (await agents?.collect()) ?? [];
      if (reading === undefined) throw new Error('nobody answered');
      return toldBy('node', reading);
    }

    async function send(): Promise<void> {
      for (let sent = 0; sent < messages; sent += 1) await (await fetch(baseUrl)).text();
    }

    /** What some blocks of messages add, the median of them. */
    async function growth(metric: MetricId): Promise<number> {
      const floors: number[] = [];
      for (let round = 0; round < 6; round += 1) {
        await send();
        floors.push(agentMetrics([toReading(await collect())])[metric] ?? Number.NaN);
      }
      const steps = floors.slice(1).map((floor, index) => floor - (floors[index] ?? 0));
      return steps.toSorted((a, b) => a - b)[2] ?? Number.NaN;
    }

    return { agents, baseUrl, collect, send, growth };
  }

  it('reads the heap of each, and counts what is alive in it', async () => {
    const { agents, collect } = await start('clean');
    const reading = await collect();
    expect(reading.unreadThreads).to.equal(0);
    expect(reading.threads).to.have.length(2);
    for (const { heapUsedBytes, externalBytes, census } of reading.threads ?? []) {
      expect(heapUsedBytes).to.be.within(2e6, 50e6);
      expect(externalBytes).to.be.within(1e5, 50e6);
      expect(census).to.be.a('string').and.not.equal(reading.census);
    }
    // A plain read asks no thread, and does not pass off the main thread's heap as all of it.
    const [plain] = await agents.read();
    expect(plain && toldBy('node', plain).threads).to.equal(null);
    expect(agentMetrics(plain === undefined ? [] : [plain])).to.not.have.any.keys('heapUsedBytes', 'externalBytes');
  });

  for (const [mode, what] of [
    ['plain', 'as they come'],
    ['limited', 'with options and limits of their own'],
    ['nested', 'one of which the other started'],
  ] as const) {
    it(`sees what is kept in threads ${what}`, async () => {
      const { growth } = await start(`keeps ${mode}`);
      const bytes = await growth('heap.applicationBytes');
      expect(bytes).to.be.within(keptBytes * messages - 5_000, keptBytes * messages + 10_000);
    });
  }

  it('sees nothing kept where nothing is', async () => {
    const { growth } = await start('clean');
    expect(await growth('heap.applicationBytes')).to.be.within(-5_000, 5_000);
  });

  it('reads them without a census where code is steady', async () => {
    const { collect, growth } = await start('keeps plain', { LEAKLINE_JIT: 'off' });
    const { threads, census, isCensusUnknown } = await collect();
    expect({ census, isCensusUnknown }).to.deep.equal({ census: null, isCensusUnknown: false });
    expect(threads?.map((thread) => thread.census)).to.deep.equal([null, null]);
    expect(await growth('heapUsedBytes')).to.be.within(keptBytes * messages - 5_000, keptBytes * messages + 20_000);
  });

  it('keeps code steady, and counts nothing, where no census can be had', async () => {
    const { collect } = await start('keeps plain', { NODE_OPTIONS: preloadOptions('untraceable') });
    const reading = await collect();
    expect(reading).to.include({ census: null, isCensusUnknown: true });
    expect(reading.threads?.map(({ census }) => census)).to.deep.equal([null, null]);
    expect(agentMetrics([toReading(reading)])).to.not.have.any.keys('heap.applicationBytes', 'objects');
  });

  for (const [mode, read, why] of [
    ['blocked', 2, 'waits for ever'],
    ['detached', 0, 'has no agent'],
  ] as const) {
    it(`counts a thread that ${why} as unread, each time`, async () => {
      const { collect, growth } = await start(`clean ${mode}`);
      for (let round = 0; round < 2; round += 1) {
        const { threads, unreadThreads, census } = await collect();
        expect(threads).to.have.length(read);
        expect(unreadThreads).to.equal(mode === 'blocked' ? 1 : 2);
        expect(census).to.be.a('string');
      }
      // What is asked in vain stays in the queue of the thread that does not hear, and must not grow anything.
      expect(await growth('arrayBuffersBytes')).to.equal(0);
    });
  }

  it('knows the threads of a pool that is replaced by their numbers', async () => {
    const { collect, send } = await start('clean replaced');
    const before = await collect();
    await send();
    const after = await collect();
    const numbers = [before, after].map(({ threads }) => threads?.map(({ threadId }) => threadId).toSorted());
    expect(numbers[0]).to.have.length(2);
    expect(numbers[1]).to.have.length(2).and.not.deep.equal(numbers[0]);
    expect(after.unreadThreads).to.equal(0);
  });

  it('leaves out the thread in which module hooks run', async () => {
    const { collect } = await start('clean', { NODE_OPTIONS: preloadOptions('registers-hooks') });
    const { threads, unreadThreads } = await collect();
    expect(threads).to.have.length(2);
    expect(unreadThreads).to.equal(0);
  });

  it('finds their timers', async () => {
    const { agents } = await start('clean timers');
    let long: readonly number[] | undefined;
    // The service listens before its threads have run their first line.
    await eventually(async () => {
      long = (await agents.timers())?.filter(({ delayMs }) => delayMs === 80_000).map(({ count }) => count);
      return long?.length === 2;
    });
    expect(long).to.deep.equal([1, 1]);
  });

  it('keeps no thread alive, and shows in no active resource', async () => {
    const { baseUrl, collect } = await start('clean ends');
    expect(await eventually(async () => (await collect()).threads?.length === 2)).to.equal(true);
    expect((await collect()).unreadThreads).to.equal(0);
    const listed = async (address: string): Promise<readonly string[]> =>
      ((await (await fetch(`${address}/resources`)).json()) as readonly string[]).filter(
        (type) => type !== 'TCPSocketWrap',
      );
    const without = await targets.start('node worker-pool.mjs clean ends', { agent: 'off' });
    let bare: readonly string[] = [];
    await eventually(async () => {
      bare = await listed(without.baseUrl);
      return bare.filter((type) => type === 'MessagePort').length === 2;
    });
    expect([...(await listed(baseUrl))].toSorted()).to.deep.equal([...bare].toSorted());
  });
});
