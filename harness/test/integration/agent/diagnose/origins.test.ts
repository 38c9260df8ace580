import { expect } from 'chai';
import type { ResourceKind } from '../../../../src/model/resource-kind.js';
import type { AgentDiagnosis, Target } from '../../../../src/model/target.js';
import { assertAgentIsBuilt, createTargets } from '../../../fixtures/targets/target-fixture.js';
import { diagnoseFolder, diagnosisOf, markedLine, onlyOrigin, ownPlaces, sendRequests } from './diagnosed-target.js';

const file = 'creates-resources.mjs';
const requests = 4;

/** Path of the fixture, what it leaves behind, and what a detail of it looks like. */
const leaks: readonly (readonly [path: string, kind: ResourceKind, detail: RegExp])[] = [
  ['/socket', 'socket', /^127\.0\.0\.1:\d+$/],
  ['/datagram', 'socket', /^UDP port \d+$/],
  ['/server', 'server', /^port \d+$/],
  ['/descriptor', 'file', /creates-resources\.mjs$/],
  ['/descriptor-sync', 'file', /creates-resources\.mjs$/],
  ['/handle', 'file', /creates-resources\.mjs$/],
  ['/stream', 'file', /creates-resources\.mjs$/],
  ['/forgotten-stream', 'file', /creates-resources\.mjs$/],
  ['/watcher', 'file', /creates-resources\.mjs$/],
  ['/timeout', 'timeout', /^after 3600000 ms, unref$/],
  ['/interval', 'interval', /^every 3600000 ms$/],
  ['/awaited-timeout', 'timeout', /^after 3600000 ms, awaited$/],
  ['/listener', 'listener', /^closing on EventEmitter$/],
  ['/signal-listener', 'listener', /^abort on AbortSignal$/],
  ['/child', 'child', /^node, pid \d+$/],
  ['/worker', 'worker', /^code given as text$/],
  ['/buffer', 'array-buffer', /^4096 bytes$/],
  ['/array-buffer', 'array-buffer', /^4096 bytes$/],
  ['/typed-array', 'array-buffer', /^4096 bytes$/],
  ['/shared-array-buffer', 'array-buffer', /^4096 bytes$/],
  ['/tls-context', 'native-handle', /^TLS context$/],
  ['/resolver', 'native-handle', /^dns\.Resolver$/],
  ['/histogram', 'native-handle', /^Histogram$/],
  ['/file-poller', 'native-handle', /^file poller$/],
  ['/gzip', 'native-handle', /^zlib Gzip$/],
  ['/broadcast', 'native-handle', /^BroadcastChannel$/],
  ['/agent', 'http-agent', /^an agent with 1 open socket$/],
  ['/wasm-memory', 'array-buffer', /^WebAssembly memory, 65536 bytes$/],
  ['/wasm-instance', 'array-buffer', /^WebAssembly instance, 65536 bytes$/],
];

const clean: readonly string[] = [...leaks.map(([path]) => path), '/message-channel'].map((path) =>
  path.replace('/', '/clean-'),
);

describe('the origins that an agent in diagnose mode gives', () => {
  const targets = createTargets();
  let target: Target;
  let diagnosis: AgentDiagnosis;

  async function start(command: string): Promise<void> {
    target = await targets.start(command, { agent: 'auto', agentMode: 'diagnose', cwd: diagnoseFolder });
    diagnosis = diagnosisOf(target);
  }

  before(async () => {
    assertAgentIsBuilt();
    await start(`node ${file}`);
  });
  after(() => targets.stopAll());

  for (const [path, kind, detail] of leaks) {
    it(`name the line of ${path}`, async () => {
      await sendRequests(target, path, 1);
      await diagnosis.watch('counts');
      await sendRequests(target, path, requests);
      const origin = onlyOrigin(await diagnosis.origins(), kind);
      expect(ownPlaces(origin)[0]).to.equal(markedLine(file, path));
      expect(origin).to.include({ kind, alive: requests, created: requests });
      expect(origin.details).to.not.have.length(0);
      for (const example of origin.details) expect(example).to.match(detail);
      expect(origin.stack.every((frame) => !frame.file.includes('/dist/agents/node/'))).to.equal(true);
    });
  }

  for (const path of clean) {
    it(`are none for ${path}`, async () => {
      await sendRequests(target, '/', 1);
      await diagnosis.watch('counts');
      await sendRequests(target, path, requests);
      const origins = await diagnosis.origins();
      expect(origins.filter((origin) => ownPlaces(origin).length > 0)).to.deep.equal([]);
    });
  }

  it('name the caller on the other side of an await', async () => {
    await diagnosis.watch('counts');
    await sendRequests(target, '/awaited-socket', requests);
    const origin = onlyOrigin(await diagnosis.origins(), 'socket');
    const [innermost, caller] = ownPlaces(origin);
    expect(innermost).to.equal(markedLine(file, '/awaited-socket'));
    expect(caller).to.equal(markedLine(file, '/awaited-socket caller'));
    expect(origin.stack.map(({ isAsync }) => isAsync)).to.include.members([true, false]);
    expect(new Set(origin.localPorts).size).to.equal(requests);
  });

  it('name the caller on the other side of process.nextTick and setImmediate', async () => {
    await diagnosis.watch('counts');
    await sendRequests(target, '/scheduled-socket', requests);
    const places = ownPlaces(onlyOrigin(await diagnosis.origins(), 'socket'));
    expect(places[0]).to.equal(markedLine(file, '/scheduled-socket'));
    expect(places).to.include(markedLine(file, '/scheduled-socket caller'));
  });

  it('name a listener that piles up on a connection that is young itself', async () => {
    await diagnosis.watch('counts');
    await sendRequests(target, '/connection-listener', requests);
    const origin = onlyOrigin(await diagnosis.origins(), 'listener');
    expect(ownPlaces(origin)[0]).to.equal(markedLine(file, '/connection-listener'));
    expect(origin.details).to.deep.equal(['error on Socket']);
  });

  it('count both ports of a message channel', async () => {
    await diagnosis.watch('counts');
    await sendRequests(target, '/message-channel', requests);
    const origin = onlyOrigin(await diagnosis.origins(), 'native-handle');
    expect(ownPlaces(origin)[0]).to.equal(markedLine(file, '/message-channel'));
    expect(origin).to.include({ alive: 2 * requests });
  });

  it('hold bytes of buffers', async () => {
    await diagnosis.watch('counts');
    await sendRequests(target, '/buffer', requests);
    expect(onlyOrigin(await diagnosis.origins(), 'array-buffer').aliveBytes).to.equal(requests * 4_096);
  });

  it('name lines of TypeScript that is compiled while it is loaded', async () => {
    const typescript = 'keeps-timeouts.ts';
    await start(`node --import tsx ${typescript}`);
    await diagnosis.watch('counts');
    await sendRequests(target, '/timeout', requests);
    const origin = onlyOrigin(await diagnosis.origins(), 'timeout');
    expect(ownPlaces(origin)[0]).to.equal(markedLine(typescript, '/timeout'));
  });

  it('stay the same where code is CommonJS', async () => {
    const commonJs = 'keeps-intervals.cjs';
    await start(`node ${commonJs}`);
    await diagnosis.watch('counts');
    const expected = [
      ['/interval', 'interval'],
      ['/listener', 'listener'],
      ['/descriptor-sync', 'file'],
    ] as const;
    for (const [path] of expected) await sendRequests(target, path, requests);
    const origins = await diagnosis.origins();
    for (const [path, kind] of expected) {
      const origin = onlyOrigin(origins, kind);
      expect(ownPlaces(origin)[0]).to.equal(markedLine(commonJs, path));
      expect(origin.alive).to.equal(requests);
    }
  });
});
