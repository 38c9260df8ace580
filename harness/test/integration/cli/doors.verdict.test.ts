import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { type CliSandbox, coarse, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { fixturesFolder } from '../../fixtures/targets/target-fixture.js';

const has = (program: string): boolean => spawnSync(program, ['version']).error === undefined;

interface Wish {
  readonly command: string;
  readonly runtime: 'go' | 'jvm';
  readonly pprof?: string;
}

/** The heap of services in other languages, read by the doors that their runtimes have. */
describe('leakline run on a service with a door', () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function run(wish: Wish, endpoint: string) {
    const tolerances = { ...coarse, 'go.heapBytes': 64, 'jvm.heapBytes': 64 };
    const target = { ...wish, ready: '/clean', readyTimeoutMs: 60_000, endpoints: [endpoint] };
    sandbox.configure(target, { budget: { seconds: 60 }, tolerances });
    const { exitCode, stdout } = await sandbox.run(['run']);
    const [result] = (await sandbox.assertComplete()).targets;
    return { exitCode, stdout, target: result, finding: result?.endpoints[0]?.findings[0] };
  }

  describe('of Go', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'leakline-go-'));
    const wish: Wish = { command: path.join(folder, 'server'), runtime: 'go' };
    before(function build() {
      if (!has('go')) this.skip();
      execFileSync('go', ['build', '-o', wish.command, `${fixturesFolder}go/server.go`]);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('calls it clean where it keeps nothing', async () => {
      const { exitCode, stdout } = await run(wish, 'GET /clean');
      expect(exitCode, stdout).to.equal(0);
    });

    it('finds what stays, to the bytes of a request', async () => {
      const { finding, stdout } = await run(wish, 'GET /heap');
      expect(finding?.metric, stdout).to.equal('go.heapBytes');
      expect(finding?.perRequest.estimate).to.be.within(280, 450);
    });

    it('names the line that starts goroutines which never end', async () => {
      const { finding, stdout } = await run(wish, 'GET /goroutine');
      expect(finding?.metric, stdout).to.equal('go.goroutines');
      expect(finding?.culprits[0]).to.deep.include({ functionName: 'main.waitForNobody', line: 31 });
    });

    it('says where it asked, and what to import, where nothing answers there', async () => {
      sandbox.configure({ ...wish, pprof: '/nowhere', ready: '/clean', endpoints: ['GET /clean'] }, {});
      const { exitCode, stdout, stderr } = await sandbox.run(['run']);
      expect(exitCode).to.equal(3);
      expect(`${stdout}${stderr}`.replaceAll(/\s+/g, ' ')).to.match(/status 404.*net\/http\/pprof/);
    });
  });

  describe('of the JVM', () => {
    const wish: Wish = { command: `java ${fixturesFolder}jvm/Server.java`, runtime: 'jvm' };
    before(function check() {
      if (!has('javac')) this.skip();
    });

    it('calls it clean where it keeps nothing', async () => {
      const { exitCode, stdout } = await run(wish, 'GET /clean');
      expect(exitCode, stdout).to.equal(0);
    });

    it('names the classes of what stays', async () => {
      const { finding, stdout, target } = await run(wish, 'GET /heap');
      expect(finding?.metric, stdout).to.equal('jvm.heapBytes');
      expect(finding?.perRequest.estimate).to.be.within(280, 450);
      expect(target?.warnings.map(({ message }) => message).join()).to.include('Server$Visit');
    });
  });
});
