import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import type { NodeReading } from '../../../src/model/runtimes/node/reading.js';
import { toldBy } from '../../../src/model/runtimes/reading-of.js';
import type { AgentGroup } from '../../../src/model/target.js';
import { type Census, readCensus } from '../../../src/runtimes/node/census/read-census.js';
import { nodeReadings } from '../../fixtures/targets/node-readings.js';
import {
  assertAgentIsBuilt,
  createTargets,
  preloadOptions,
  targetSpec,
} from '../../fixtures/targets/target-fixture.js';
import { eventually } from '../../support/eventually.js';

const requests = 200;

/** What the agent counts in a service that V8 optimises as it likes. */
describe('the census', () => {
  const targets = createTargets();
  before(assertAgentIsBuilt);
  afterEach(() => targets.stopAll());

  async function start(command: string, environment: Readonly<Record<string, string>> = {}) {
    const env = { ...targetSpec('').env, ...environment };
    const { agents, baseUrl } = await targets.start(command, { agent: 'auto', env });
    if (agents === null) throw new Error('no agent dialled');
    return { agents, baseUrl };
  }

  async function collect(agents: AgentGroup): Promise<NodeReading> {
    const [reading] = await agents.collect();
    if (reading === undefined) throw new Error('nobody answered');
    return toldBy('node', reading);
  }

  async function count(agents: AgentGroup): Promise<Census> {
    const { census } = await collect(agents);
    const read = census === null ? null : readCensus(census);
    if (read === null) throw new Error('no census');
    return read;
  }

  async function block(address: string): Promise<void> {
    for (let sent = 0; sent < requests; sent += 1) await (await fetch(address)).text();
  }

  /** Medians, for a table that doubles, or a client that closes a connection, is one step among many. */
  async function steps(route: string) {
    const { agents, baseUrl } = await start('node express-routes.mjs');
    for (let warmUp = 0; warmUp < 6; warmUp += 1) {
      await block(baseUrl + route);
      await count(agents);
    }
    let before = await count(agents);
    const grown: { readonly bytes: number; readonly objects: number; readonly functions: number }[] = [];
    for (let round = 0; round < 7; round += 1) {
      await block(baseUrl + route);
      const after = await count(agents);
      grown.push({
        bytes: after.applicationBytes - before.applicationBytes,
        objects: (after.objects.Object ?? 0) - (before.objects.Object ?? 0),
        functions: (after.objects.Function ?? 0) - (before.objects.Function ?? 0),
      });
      before = after;
    }
    const middle = (part: 'bytes' | 'objects' | 'functions'): number =>
      grown.map((step) => step[part]).toSorted((a, b) => a - b)[3] ?? Number.NaN;
    return {
      bytes: middle('bytes'),
      objects: middle('objects'),
      functions: middle('functions'),
      unknown: before.unknownBytes,
    };
  }

  it('holds still while a clean route is driven', async () => {
    const { bytes, objects, unknown } = await steps('/clean');
    expect(bytes).to.be.within(-1_000, 1_000);
    expect(objects).to.be.within(-2, 2);
    expect(unknown).to.equal(0);
  });

  it('counts each object that is kept', async () => {
    const { bytes, objects } = await steps('/leak');
    expect(objects).to.be.within(requests - 2, requests + 2);
    expect(bytes).to.be.within(32 * requests - 1_000, 32 * requests + 4_000);
  });

  it('counts each function that is made of text and kept', async () => {
    const { bytes, functions } = await steps('/compile');
    expect(functions).to.be.within(requests - 2, requests + 2);
    expect(bytes).to.be.above(64 * requests);
  });

  it('comes after the reading, costs one collection more, and opens nothing that it does not close', async () => {
    const { agents } = await start('node express-routes.mjs');
    const first = await collect(agents);
    const second = await collect(agents);
    expect(second.census).to.be.a('string');
    expect(second.isCensusUnknown).to.equal(false);
    expect((second.gc?.major ?? 0) - (first.gc?.major ?? 0)).to.equal(second.forced.passes + 1);
    expect(nodeReadings(await agents.read())[0]?.census).to.equal(null);
    expect(second.activeResources).to.not.have.any.keys('Timeout', 'Immediate');
  });

  it('is left out where nobody asks for it, and there again at the next floor', async () => {
    const { agents } = await start('node express-routes.mjs');
    const first = await collect(agents);
    const [without] = nodeReadings(await agents.collect(false));
    const again = await collect(agents);
    expect(without).to.include({ census: null, isCensusUnknown: false });
    expect(without?.heapUsedBytes).to.be.above(1e6);
    expect((again.gc?.major ?? 0) - (without?.gc?.major ?? 0)).to.equal(again.forced.passes);
    expect(first.census).to.be.a('string');
    expect(again.census).to.be.a('string');
  });

  for (const [why, environment, isKept] of [
    ['V8 optimises as it likes', {}, false],
    ['code is kept steady where no census can be had', { NODE_OPTIONS: preloadOptions('untraceable') }, true],
    ['but not where that is forbidden', { NODE_OPTIONS: preloadOptions('untraceable'), LEAKLINE_JIT: 'on' }, false],
    ['code is kept steady where that is asked for', { LEAKLINE_JIT: 'off' }, true],
  ] as const) {
    it(`decides what becomes of optimisation: ${why}`, async () => {
      const { agents, baseUrl } = await start('node --allow-natives-syntax hot-function.mjs', environment);
      await collect(agents);
      // V8 optimises in a thread of its own, which may get no time while a function is hot for 200 ms.
      let answer: unknown;
      const isAsExpected = async (): Promise<boolean> => {
        answer = await (await fetch(baseUrl)).json();
        return isDeepStrictEqual(answer, { isKept });
      };
      await eventually(isAsExpected);
      expect(answer).to.deep.equal({ isKept });
    });
  }

  it('is not taken where code is steady', async () => {
    const { agents } = await start('node express-routes.mjs', { LEAKLINE_JIT: 'off' });
    expect(await collect(agents)).to.include({ census: null, isCensusUnknown: false });
  });

  for (const [why, command, environment] of [
    ['traces itself by the inspector', 'node express-routes.mjs trace', {}],
    [
      'traces itself by an option',
      'node --trace-event-categories v8 --trace-event-file-pattern /dev/null express-routes.mjs',
      {},
    ],
    ['has no inspector', 'node express-routes.mjs', { NODE_OPTIONS: preloadOptions('without-inspector') }],
    [
      'has an inspector that does not trace',
      'node express-routes.mjs',
      { NODE_OPTIONS: preloadOptions('untraceable') },
    ],
  ] as const) {
    it(`says that it cannot count in a process that ${why}, and reads the heap`, async () => {
      const { agents, baseUrl } = await start(command, environment);
      const reading = await collect(agents);
      expect(reading.heapUsedBytes).to.be.above(1e6);
      expect(reading).to.include({ census: null, isCensusUnknown: true });
      expect((await agents.read())[0]?.isCensusUnknown).to.equal(true);
      expect(await (await fetch(`${baseUrl}/clean`)).json()).to.deep.equal({ hello: 'world' });
    });
  }
});
