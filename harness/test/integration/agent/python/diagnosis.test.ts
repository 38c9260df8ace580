import { expect } from 'chai';
import type { ResourceKind } from '../../../../src/model/resource-kind.js';
import type { AgentDiagnosis, Target } from '../../../../src/model/target.js';
import { createFolderTree, type FolderTree } from '../../../fixtures/folder-tree.js';
import { assertAgentIsBuilt, createTargets, targetSpec } from '../../../fixtures/targets/target-fixture.js';
import { diagnosisOf, sendRequests } from '../diagnose/diagnosed-target.js';
import { markedLine, ownPlaces, python, pythonFolder } from './python-target.js';

const file = 'creates_things.py';
const requests = 4;

/** What each path leaves behind. */
const leaks: readonly (readonly [path: string, kind: ResourceKind])[] = [
  ['/file', 'file'],
  ['/descriptor', 'file'],
  ['/socket', 'socket'],
  ['/server', 'server'],
  ['/child', 'child'],
  ['/thread', 'worker'],
  ['/task', 'task'],
  ['/timer', 'timeout'],
];

const clean = ['/clean-file', '/clean-descriptor', '/clean-socket', '/clean-child', '/clean-thread'];

/** What holds the things that each path keeps, from the module on. */
const growths: readonly (readonly [path: string, way: string])[] = [
  ['/list', 'KEPT:list [n]:dict'],
  ['/key', 'CACHE:dict [entry]:str'],
  ['/attribute', 'HISTORY:History entries:deque [n]:list'],
  ['/class-attribute', 'History:type seen:list [n]:list'],
  ['/closure', 'COUNT:function counts:dict [entry]:object'],
  ['/slot', 'SLOTTED:Slotted members:set [n]:str'],
  ['/cache', 'remembered:_lru_cache_wrapper :dict [entry]:object'],
];

describe('the agent in a Python process, in diagnose mode', () => {
  const targets = createTargets();
  let target: Target;
  let diagnosis: AgentDiagnosis;
  let scratch: FolderTree;

  before(async () => {
    assertAgentIsBuilt();
    scratch = createFolderTree();
    const env = { ...targetSpec('').env, SCRATCH: scratch.folder };
    target = await targets.start(`${python} ${file}`, {
      agent: 'auto',
      agentMode: 'diagnose',
      cwd: pythonFolder,
      env,
    });
    diagnosis = diagnosisOf(target);
  });
  after(async () => {
    await targets.stopAll();
    scratch.remove();
  });

  for (const [path, kind] of leaks) {
    it(`names the line of ${path}`, async () => {
      await sendRequests(target, path, 1);
      await diagnosis.watch('counts');
      await sendRequests(target, path, requests);
      const origins = (await diagnosis.origins()).filter((origin) => origin.kind === kind);
      // One line may be reached in several ways.
      const there = origins.filter(({ stack }) => ownPlaces(stack)[0] === markedLine(file, path));
      expect(there.reduce((sum, { alive }) => sum + alive, 0)).to.equal(requests);
      for (const { details } of there) expect(details).to.not.have.length(0);
    });
  }

  for (const path of clean) {
    it(`names nothing of ${path}`, async () => {
      await sendRequests(target, path, 1);
      await diagnosis.watch('counts');
      await sendRequests(target, path, requests);
      const kinds: readonly ResourceKind[] = ['file', 'socket', 'child', 'worker'];
      const left = (await diagnosis.origins()).filter(
        ({ kind, stack }) => kinds.includes(kind) && ownPlaces(stack).length > 1,
      );
      expect(left).to.deep.equal([]);
    });
  }

  for (const [path, way] of growths) {
    it(`tells what holds the things of ${path}, and the line that keeps them`, async () => {
      await sendRequests(target, path, 20);
      await diagnosis.watch('heap');
      await diagnosis.markHeap();
      await sendRequests(target, path, 100);
      await diagnosis.markHeap();
      await sendRequests(target, path, 100);
      await diagnosis.markHeap();
      const told = await diagnosis.growths();
      const found = told.find(({ addedCount }) => addedCount === 200);
      expect(found, JSON.stringify(told)).to.not.equal(undefined);
      const [root, ...links] = found?.retainers ?? [];
      expect(root).to.deep.include({ edge: 'module', className: '__main__' });
      expect(links.map(({ edge, className }) => `${edge}:${className}`).join(' ')).to.equal(way);
      expect(found?.heldBy).to.equal('own');
      expect(ownPlaces(found?.made ?? [])[0]).to.equal(markedLine(file, path));
    });
  }

  it('tells memory that grew in each window by the line that allocated it, and none of what is once', async () => {
    await diagnosis.watch('heap');
    await diagnosis.markHeap();
    await sendRequests(target, '/text', 100);
    await diagnosis.markHeap();
    await sendRequests(target, '/text', 100);
    const [largest] = await diagnosis.allocations();
    expect(ownPlaces(largest?.stack ?? [])[0]).to.equal(markedLine(file, '/text'));
    expect(largest?.survivingCount).to.be.within(200, 250);
  });
});
