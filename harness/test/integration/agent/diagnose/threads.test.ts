import { expect } from 'chai';
import type { OriginEvidence } from '../../../../src/model/evidence.js';
import type { ResourceKind } from '../../../../src/model/resource-kind.js';
import type { AgentDiagnosis, Target } from '../../../../src/model/target.js';
import { assertAgentIsBuilt, createTargets } from '../../../fixtures/targets/target-fixture.js';
import { diagnoseFolder, diagnosisOf, markedLine, onlyOrigin, ownPlaces, sendRequests } from './diagnosed-target.js';

const file = 'thread-pool.mjs';
const requests = 6;

const leaks: readonly (readonly [path: string, kind: ResourceKind])[] = [
  ['/file', 'file'],
  ['/socket', 'socket'],
  ['/timeout', 'timeout'],
  ['/listener', 'listener'],
  ['/buffer', 'array-buffer'],
];

/** What an agent in diagnose mode sees in worker threads. */
describe('the origins of worker threads', () => {
  const targets = createTargets();
  let target: Target;
  let diagnosis: AgentDiagnosis;

  async function start(args = ''): Promise<void> {
    const command = `node ${file} ${args}`;
    target = await targets.start(command, { agent: 'auto', agentMode: 'diagnose', cwd: diagnoseFolder });
    diagnosis = diagnosisOf(target);
    await sendRequests(target, '/closed-file', 4);
  }

  /** What stays of so many requests, as far as it was made in code of the fixture. */
  async function originsOf(path: string, count = requests): Promise<readonly OriginEvidence[]> {
    await diagnosis.watch('counts');
    await sendRequests(target, path, count);
    return (await diagnosis.origins()).filter((origin) => ownPlaces(origin).length > 0);
  }

  before(assertAgentIsBuilt);
  afterEach(() => targets.stopAll());

  it('name the line in the thread, and beneath it the one that started it', async () => {
    await start();
    for (const [path, kind] of leaks) {
      const origin = onlyOrigin(await originsOf(path), kind);
      expect(ownPlaces(origin)[0], path).to.equal(markedLine(file, path));
      expect(ownPlaces(origin), path).to.include(markedLine(file, 'starts a thread'));
      expect(origin, path).to.include({ alive: requests, created: requests });
      expect(
        origin.stack.every((frame) => !frame.file.includes('/dist/agents/node/')),
        path,
      ).to.equal(true);
    }
  });

  it('are none where each job gives back what it takes, and nothing of Leakline itself', async () => {
    await start();
    expect(await originsOf('/closed-file')).to.deep.equal([]);
  });

  it('are of the main thread alone where the threads are innocent', async () => {
    await start();
    const [origin, ...others] = await originsOf('/main-file');
    expect(others).to.deep.equal([]);
    expect(origin === undefined ? [] : ownPlaces(origin)[0]).to.equal(markedLine(file, '/main-file'));
  });

  it('are one where several threads run the same line', async () => {
    await start();
    expect(onlyOrigin(await originsOf('/file-of-each'), 'file').alive).to.equal(2 * requests);
  });

  it('are seen in a thread that started after watching began, and not of one that was ended', async () => {
    await start();
    await diagnosis.watch('counts');
    await sendRequests(target, '/file', requests);
    for (let round = 0; round < 2; round += 1) await sendRequests(target, '/replace', 1);
    expect((await diagnosis.origins()).filter(({ kind }) => kind === 'file')).to.deep.equal([]);
    await sendRequests(target, '/file', requests);
    expect(onlyOrigin(await diagnosis.origins(), 'file').alive).to.equal(requests);
  });

  it('reach into threads with an environment of their own', async () => {
    await start('detached');
    expect(onlyOrigin(await originsOf('/file'), 'file').alive).to.equal(requests);
  });

  it('are told by the others where one is blocked', async () => {
    await start('blocked');
    expect(onlyOrigin(await originsOf('/file'), 'file').alive).to.equal(requests);
  });
});
