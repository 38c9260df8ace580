import path from 'node:path';
import { expect } from 'chai';
import type { PythonReading } from '../../../../src/model/runtimes/python/reading.js';
import type { AgentGroup, Target } from '../../../../src/model/target.js';
import { createFolderTree, type FolderTree } from '../../../fixtures/folder-tree.js';
import { assertAgentIsBuilt, createTargets, targetSpec } from '../../../fixtures/targets/target-fixture.js';
import { eventually } from '../../../support/eventually.js';
import { sendRequests } from '../diagnose/diagnosed-target.js';
import { agentsOf, collectAll, collectOnly, python, pythonFolder } from './python-target.js';

const block = 50;

describe('the agent in a Python process', () => {
  const targets = createTargets();
  let scratch: FolderTree;
  before(() => {
    assertAgentIsBuilt();
    scratch = createFolderTree();
  });
  after(() => scratch.remove());
  afterEach(() => targets.stopAll());

  const start = (command: string, env: Readonly<Record<string, string>> = {}): Promise<Target> =>
    targets.start(`${python} ${command}`, {
      agent: 'auto',
      cwd: pythonFolder,
      env: { ...targetSpec('').env, SCRATCH: scratch.folder, ...env },
    });

  /** What a block of requests adds to each number: the median, because a table that doubles is one step among many. */
  async function growth(target: Target, agents: AgentGroup, requestPath: string) {
    for (let warmUp = 0; warmUp < 3; warmUp += 1) await sendRequests(target, requestPath, block);
    const readings = [await collectOnly(agents)];
    for (let round = 0; round < 5; round += 1) {
      await sendRequests(target, requestPath, block);
      readings.push(await collectOnly(agents));
    }
    const step = (of: (reading: PythonReading) => number | null | undefined): number => {
      const numbers = readings.map((reading) => of(reading) ?? Number.NaN);
      const steps = numbers.slice(1).map((after, index) => after - (numbers[index] ?? Number.NaN));
      return steps.toSorted((a, b) => a - b)[2] ?? Number.NaN;
    };
    return {
      blocks: step(({ blocks }) => blocks),
      heapBytes: step(({ blockBytes }) => blockBytes),
      mallocBytes: step(({ mallocBytes }) => mallocBytes),
      tasks: step(({ alive }) => alive?.tasks),
    };
  }

  it('finds the heap still after requests that keep nothing, and cycles of garbage gone', async () => {
    const target = await start('creates_things.py');
    const { blocks, heapBytes, mallocBytes, tasks } = await growth(target, agentsOf(target), '/clean-garbage');
    expect(Math.abs(blocks)).to.be.at.most(4);
    expect(Math.abs(heapBytes)).to.be.at.most(4 * block);
    expect(Math.abs(mallocBytes)).to.be.at.most(64 * block);
    expect(tasks).to.equal(0);
  });

  it('counts what requests keep, to the object', async () => {
    const target = await start('creates_things.py');
    const { blocks, heapBytes } = await growth(target, agentsOf(target), '/list');
    // A dict, its table, and a number that nobody else has.
    expect(blocks / block).to.be.within(2, 4.2);
    expect(heapBytes / block).to.be.within(100, 400);
  });

  it('counts tasks of asyncio that are not done', async () => {
    const target = await start('creates_things.py');
    expect((await growth(target, agentsOf(target), '/task')).tasks).to.equal(block);
  });

  it('tells timers of asyncio with the time that is left', async () => {
    const target = await start('creates_things.py');
    await sendRequests(target, '/timer', 3);
    const timers = (await agentsOf(target).timers()) ?? [];
    const waiting = timers.filter(({ longestLeftMs }) => longestLeftMs > 500_000);
    expect(waiting.reduce((sum, { count }) => sum + count, 0)).to.equal(3);
    expect(waiting.every(({ isRepeating }) => !isRepeating)).to.equal(true);
  });

  it('comes with each process that is forked, and goes with it', async () => {
    const target = await start('forks.py');
    const agents = agentsOf(target);
    expect(await eventually(async () => agents.connected === 3)).to.equal(true);
    const pids = (await collectAll(agents)).map(({ pid }) => pid);
    expect(new Set(pids).size).to.equal(3);
    expect(pids).to.have.members([...(await target.pids())]);
    const worker = pids.find((pid) => pid !== target.pid);
    process.kill(worker ?? 0, 'SIGKILL');
    expect(await eventually(async () => agents.connected === 2)).to.equal(true);
    expect(targets.warnings.filter((warning) => warning.startsWith('AGENT_DROPPED'))).to.deep.equal([]);
  });

  it('leaves the application as it finds it', async () => {
    const hidden = path.join(pythonFolder, 'hidden');
    const env = { ...targetSpec('').env, PYTHONPATH: hidden };
    const found = async (agent: 'auto' | 'off') => {
      const target = await targets.start(`${python} tells_itself.py`, { agent, cwd: pythonFolder, env });
      expect(target.agents === null).to.equal(agent === 'off');
      return (await (await fetch(target.baseUrl)).json()) as Readonly<Record<string, unknown>>;
    };
    const { modules: with_, ...withAgent } = await found('auto');
    const { modules: without, ...withoutAgent } = await found('off');
    expect(withoutAgent).to.include({ hidden: 'yes' });
    expect(withAgent).to.deep.equal(withoutAgent);
    // What it imports for itself is of the standard library, or its own.
    const more = (with_ as readonly string[]).filter((name) => !(without as readonly string[]).includes(name));
    expect(more.filter((name) => !name.startsWith('leakline_agent'))).to.satisfy((names: readonly string[]) =>
      names.every((name) => /^(ctypes|struct|gc|math)\b/.test(name)),
    );
  });
});
