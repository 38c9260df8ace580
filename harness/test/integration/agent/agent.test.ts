import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { NodeReading } from '../../../src/model/runtimes/node/reading.js';
import { toldBy } from '../../../src/model/runtimes/reading-of.js';
import type { AgentGroup, AgentReading, Target } from '../../../src/model/target.js';
import { readCensus } from '../../../src/runtimes/node/census/read-census.js';
import { agentEnvironment } from '../../../src/runtimes/node/inject.js';
import { openAgentChannel } from '../../../src/target/agent-channel.js';
import { type PrivateTemp, usePrivateTemp } from '../../fixtures/services/leftovers.js';
import {
  assertAgentIsBuilt,
  createTargets,
  fixturesFolder,
  socketFolders,
  targetSpec,
} from '../../fixtures/targets/target-fixture.js';
import { eventually } from '../../support/eventually.js';

function agentsOf(target: Target): AgentGroup {
  if (target.agents === null) throw new Error('no agent dialled');
  return target.agents;
}

function only(readings: readonly AgentReading[]): NodeReading {
  const [reading] = readings;
  if (reading === undefined || readings.length > 1) throw new Error(`expected one reading, got ${readings.length}`);
  return toldBy('node', reading);
}

/** What verdicts go by: the application's objects where they were counted, else the heap as a whole. */
function judgedHeapBytes({ census, heapUsedBytes }: NodeReading): number {
  if (census === null) return heapUsedBytes;
  const counted = readCensus(census);
  if (counted === null) throw new Error('no census');
  return counted.applicationBytes + counted.unknownBytes;
}

describe('the agent', () => {
  const targets = createTargets();
  let temp: PrivateTemp;
  before(async () => {
    assertAgentIsBuilt();
    temp = await usePrivateTemp();
  });
  after(() => temp.restore());
  afterEach(() => targets.stopAll());

  it('reads a process without counting itself', async () => {
    const target = await targets.start('node answers.mjs', { agent: 'auto' });
    // Node.js 22 and later go on making code of their own for the first collections.
    for (let warmUp = 0; warmUp < 4; warmUp += 1) await agentsOf(target).collect();
    const reading = only(await agentsOf(target).collect());
    expect(reading.pid).to.equal(target.pid);
    expect(reading.heapUsedBytes).to.be.within(2e6, 50e6);
    expect(reading.activeResources).to.deep.include({ TCPServerWrap: 1 });
    expect(reading.activeResources).to.not.have.any.keys('PipeConnectWrap', 'Immediate', 'Timeout');
    expect(reading.forced.passes).to.be.within(2, 6);
    expect(reading.forced.isStable).to.equal(true);
    expect(only(await agentsOf(target).read()).forced.passes).to.equal(0);
  });

  // DESIGN.md, section 3: the noise of a counted heap, and of one whose code holds still.
  for (const [how, LEAKLINE_JIT, quietBytes] of [
    ["the application's objects, where they are counted", '', 600],
    ['the whole heap, where code is kept steady', 'off', 256],
  ] as const) {
    describe(`of ${how}`, () => {
      const env = { ...targetSpec('').env, LEAKLINE_JIT };

      it('returns an idle process to the same floor', async () => {
        const agents = agentsOf(
          await targets.start('node answers.mjs', { agent: 'auto', ready: { kind: 'port' }, env }),
        );
        for (let warmUp = 0; warmUp < 4; warmUp += 1) await agents.collect();
        const floors: number[] = [];
        for (let round = 0; round < 10; round += 1) floors.push(judgedHeapBytes(only(await agents.collect())));
        const steps = floors.slice(1).map((floor, index) => Math.abs(floor - (floors[index] ?? 0)));
        // The median: code of Node.js may yet run for the first time, such as closing an idle connection.
        const median = steps.toSorted((a, b) => a - b)[4];
        expect(median, `steps ${steps}`).to.be.at.most(quietBytes);
      });

      it('sees what is kept, and lets finalizers run', async () => {
        const target = await targets.start('node keeps-and-frees.mjs', { agent: 'auto', env });
        const agents = agentsOf(target);
        const visit = async (path: string): Promise<number> => {
          await (await fetch(target.baseUrl + path)).text();
          return judgedHeapBytes(only(await agents.collect()));
        };
        for (const path of ['/keep', '/finalize', '/', '/', '/']) await visit(path);
        const floor = await visit('/');
        expect((await visit('/finalize')) - floor).to.be.lessThan(20_000);
        // An object with one property and the array slot that holds it: 32 to 40 bytes.
        expect((await visit('/keep')) - floor).to.be.within(25_000, 60_000);
      });

      it('adds nothing to the heap it measures', async () => {
        const target = await targets.start('node answers.mjs', { agent: 'auto', ready: { kind: 'port' }, env });
        const agents = agentsOf(target);
        const growths: number[] = [];
        await agents.collect();
        let floor = only(await agents.collect());
        for (let round = 0; round < 7; round += 1) {
          for (let reads = 0; reads < 100; reads += 1) await agents.read();
          const next = only(await agents.collect());
          growths.push(judgedHeapBytes(next) - judgedHeapBytes(floor));
          expect(next.externalBytes).to.equal(floor.externalBytes);
          floor = next;
        }
        // The first two rounds warm up; the median, because code of Node.js may yet run for the first time. 100 leaked
        // readings would be some 50 KB.
        const median = growths.slice(2).toSorted((a, b) => a - b)[2] ?? Number.NaN;
        expect(Math.abs(median), `growths ${growths}`).to.be.lessThan(512);
      });
    });
  }

  it('lists the timers that wait to fire, by delay', async () => {
    const agents = agentsOf(await targets.start('node sets-timers.mjs', { agent: 'auto', ready: { kind: 'port' } }));
    const longTimers = async () => (await agents.timers())?.filter(({ delayMs }) => delayMs >= 60_000) ?? [];
    const groups = await longTimers();
    expect(
      groups.map(({ delayMs, isRepeating, keepsAlive, count }) => [delayMs, isRepeating, keepsAlive, count]),
    ).to.deep.equal([
      [90_000, false, false, 30],
      [60_000, true, true, 2],
      [70_000, false, true, 1],
    ]);
    for (const { delayMs, longestLeftMs } of groups)
      expect(longestLeftMs).to.be.within(delayMs - 20_000, delayMs + 1_000);
    // Asking leaves none behind.
    expect(await longTimers()).to.have.length(3);
  });

  for (const [command, gauges] of [
    [
      'node imports-pg-pool.mjs',
      [
        { id: 'pg-1', max: 3 },
        { id: 'pg-2', max: 10 },
      ],
    ],
    ['node requires-pg-pool.cjs', [{ id: 'pg-1', max: 4 }]],
  ] as const) {
    it(`sees the pools of ${command}`, async () => {
      const target = await targets.start(command, { agent: 'auto' });
      const { pools } = only(await agentsOf(target).collect());
      const empty = { total: 0, idle: 0, waiting: 0, backends: { checkedOut: [], idle: [] } };
      expect(pools).to.deep.equal(gauges.map((gauge) => ({ ...gauge, ...empty })));
    });
  }

  it('leaves no trace that the application could see', async () => {
    const target = await targets.start('node imports-pg-pool.mjs', { agent: 'auto' });
    await agentsOf(target).collect();
    expect(await (await fetch(target.baseUrl)).json()).to.deep.equal({ pools: 2, isPool: true, seesGc: false });
  });

  it('reaches every process of a cluster, and forgets those that end', async () => {
    const target = await targets.start('node cluster.mjs', { agent: 'auto' });
    const agents = agentsOf(target);
    // The first worker answers while the second may still be starting.
    while (agents.connected < 3) await delay(20);
    const pids = (await agents.read()).map(({ pid }) => pid);
    expect([...pids].sort()).to.deep.equal([...(await target.pids())].sort());
    expect(pids).to.have.length(3);
    await target.stop();
    expect(targets.warnings).to.deep.equal([]);
  });

  it('skips the package manager that starts the program', async () => {
    const cwd = path.join(fixturesFolder, 'npm-start');
    const target = await targets.start('npm start --silent', { agent: 'auto', cwd });
    const { pid } = only(await agentsOf(target).read());
    expect(pid).to.not.equal(target.pid);
    expect(await target.pids()).to.include(pid);
  });

  it('warns when nobody dials', async () => {
    const target = await targets.start('node answers.mjs', {
      agent: 'auto',
      command: 'env -u NODE_OPTIONS node answers.mjs',
    });
    expect(target.agents).to.equal(null);
    expect(targets.warnings.join()).to.include('AGENT_ABSENT');
  });

  describe('in a process that puts something else in the place of', () => {
    for (const what of ['timers', 'clocks', 'json', 'json-methods', 'promise', 'buffer', 'process', 'modules']) {
      it(`${what} reads as in any other`, async () => {
        const agents = agentsOf(await targets.start(`node replaces-globals.cjs ${what}`, { agent: 'auto' }));
        const reading = only(await agents.collect());
        expect(reading.heapUsedBytes).to.be.within(2e6, 50e6);
        expect(reading.activeResources).to.deep.include({ TCPServerWrap: 1 });
        expect(reading.forced.passes).to.be.within(2, 6);
        expect(reading.forced.durationMs).to.be.above(0);
        expect(only(await agents.read()).rssBytes).to.be.above(10e6);
        expect(await agents.timers()).to.be.an('array');
      });
    }
  });

  it('names a process whose event loop is blocked', async () => {
    const channel = await openAgentChannel({ timeouts: { readMs: 200, collectMs: 200, snapshotMs: 200 } });
    const { env } = targetSpec('');
    const dialIn = { ...env, ...agentEnvironment(channel.socketPath, '') };
    const target = await targets.start('node blocks-event-loop.mjs', { env: dialIn, stopGraceMs: 100 });
    await (await fetch(`${target.baseUrl}/block`)).text();
    expect(await eventually(async () => target.outputTail().includes('blocking'))).to.equal(true);
    const error = await channel.agents.read().catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'AGENT_UNRESPONSIVE');
    expect(String(error)).to.include(`Process ${target.pid}`).and.include('200 ms');
    await channel.close();
  });

  it('lets the target live on when the harness hangs up, and removes the socket', async () => {
    const channel = await openAgentChannel();
    const { env } = targetSpec('');
    const target = await targets.start('node answers.mjs', {
      env: { ...env, ...agentEnvironment(channel.socketPath, '') },
    });
    expect(channel.agents.connected).to.equal(1);
    await channel.close();
    expect(await (await fetch(target.baseUrl)).text()).to.equal('ok');
    expect(target.outputTail()).to.equal('listening');
    expect(socketFolders()).to.deep.equal([]);
  });

  it('does not keep a process alive', async () => {
    const channel = await openAgentChannel();
    const { env } = targetSpec('');
    const error = await targets
      .start('node -e 1', { env: { ...env, ...agentEnvironment(channel.socketPath, '') } })
      .catch((reason: unknown) => reason);
    await channel.close();
    expect(error).to.have.property('code', 'TARGET_EXITED');
    expect(String(error)).to.include('exit code 0').and.include('It printed nothing.');
  });
});
