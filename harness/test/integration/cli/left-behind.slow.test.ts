import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type CliSandbox, createSandbox, type RunningCli, undecidable } from '../../fixtures/cli/cli-sandbox.js';
import { clearUp, createNonce, kindsLeft, leavesBehind } from '../../fixtures/left-behind/left-behind.js';
import { eventually } from '../../support/eventually.js';
import { repositoryRoot } from '../../unit/docs/markdown.js';

type Configure = Parameters<CliSandbox['configure']>;

/** The ring is left to the tests of a target: dozens of rings would keep the machine busy. */
const left = 'child,own-environment,daemon,stopped,stubborn,late-daemon';
/** Watchdogs wait up to two seconds for a server to obey. */
const watchdogPatienceMs = 15_000;

/** The query of an invariant that never comes to its end. */
const askFor = (nonce: string): string => `env -i sh -c 'sleep 300 & wait' ${nonce}:invariant`;

/** Where the run is when the signal comes: what stderr says then. */
const moments: readonly (readonly [said: string, configure: (nonce: string) => Configure])[] = [
  ['PostgreSQL starting', () => [{}, { services: { postgres: true, redis: true } }]],
  ['app starting', () => [{ ready: { stdout: 'never' } }]],
  ['blocks of 2 requests', () => [{}, { services: { postgres: true, redis: true } }]],
  ['measuring growth', () => [{}, { budget: { seconds: 60 }, tolerances: undecidable }]],
  [
    'looking for the line',
    (nonce) => [{ command: leavesBehind(nonce, 'daemon'), env: { LEAKS: 'files' } }, { budget: { seconds: 15 } }],
  ],
  ['blocks of 1 request', (nonce) => [{ proxy: { command: leavesBehind(nonce, left) } }]],
  ['app ready', (nonce) => [{}, { invariants: [{ name: 'asks', shell: askFor(nonce), equals: 0 }] }]],
];

const ends: readonly (readonly [how: string, end: (run: RunningCli) => Promise<void>])[] = [
  ['SIGINT', async (run) => run.kill('SIGINT')],
  [
    'SIGINT twice',
    async (run) => {
      run.kill('SIGINT');
      await run.saw('Stopping');
      run.kill('SIGINT');
    },
  ],
  ['SIGTERM', async (run) => run.kill('SIGTERM')],
  ['SIGHUP', async (run) => run.kill('SIGHUP')],
];

const kill: (typeof ends)[number] = ['SIGKILL', async (run) => run.kill('SIGKILL')];

/** Each moment with a kill and with one of the others in turn: `npm run bench:faults` has all of them. */
const endsAt = (index: number): typeof ends => [kill, ...ends.slice(index % ends.length, (index % ends.length) + 1)];

describe('a run that is ended leaves nothing behind', () => {
  let sandbox: CliSandbox;
  let nonce: string;
  beforeEach(() => {
    sandbox = createSandbox();
    nonce = createNonce();
  });
  afterEach(() => {
    clearUp(nonce);
    sandbox.remove();
  });

  async function assertNothingLeft(run: RunningCli): Promise<void> {
    const { stderr } = await run.ended;
    await eventually(async () => kindsLeft(nonce).length === 0, watchdogPatienceMs);
    expect(kindsLeft(nonce), stderr).to.deep.equal([]);
  }

  for (const [index, [said, configure]] of moments.entries()) {
    for (const [how, end] of endsAt(index)) {
      it(`at "${said}", by ${how}`, async () => {
        const [target, changes] = configure(nonce);
        sandbox.configure({ command: leavesBehind(nonce, left), ...target }, changes);
        const run = sandbox.start(['run'], { isCutOff: true });
        await run.saw(said);
        await end(run);
        await assertNothingLeft(run);
      });
    }
  }

  it('while it stops, by SIGKILL', async () => {
    sandbox.configure({ command: leavesBehind(nonce, left), stopGraceMs: 20_000 });
    const run = sandbox.start(['run'], { isCutOff: true });
    await run.saw('blocks of 2 requests');
    run.kill('SIGINT');
    await run.saw('Stopping');
    run.kill('SIGKILL');
    await assertNothingLeft(run);
  });

  it('at its own end, with a verdict', async () => {
    sandbox.configure({ command: leavesBehind(nonce, left) });
    const run = sandbox.start(['run']);
    await assertNothingLeft(run);
    expect(sandbox.readResult().targets[0]?.warnings.map(({ code }) => code)).to.include('TARGET_ORPHANS');
  });

  const programs = [
    ['a configuration that exits', 'process.exit(0)', ''],
    ['a configuration that throws later', "throw new Error('later')", ''],
    ['a reporter that throws', '', "throw new Error('at once')"],
    ['a reporter that throws later', '', "setTimeout(() => { throw new Error('later'); })"],
    ['a reporter that exits', '', 'process.exit(0)'],
  ] as const;
  for (const [what, inConfig, inReporter] of programs) {
    it(`with ${what}`, async () => {
      const started = path.join(sandbox.folder, 'started');
      sandbox.configure({ command: leavesBehind(nonce, left), env: { STARTED: started } }, { tolerances: undecidable });
      const config = sandbox.read('leakline.config.json');
      sandbox.write('other.config.mjs', `setTimeout(() => { ${inConfig} }, 3_000); export default ${config};`);
      const onReady = `if (type === 'target-ready') { ${inReporter} }`;
      sandbox.write('reporter.mjs', `export default () => ({ onEvent({ type }) { ${onReady} } });`);
      const options = ['other.config.mjs', '--reporter', 'list,./reporter.mjs'];
      const run = sandbox.start(['run', ...options], { isCutOff: true });
      const hasStarted = async (): Promise<boolean> => existsSync(started);
      expect(await eventually(hasStarted, watchdogPatienceMs)).to.equal(true);
      await assertNothingLeft(run);
    });
  }

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    it(`under clinic, by ${signal}`, async () => {
      sandbox.configure({ command: leavesBehind(nonce, left) }, { services: { postgres: true } });
      symlinkSync(path.join(repositoryRoot, 'node_modules'), path.join(sandbox.folder, 'node_modules'));
      const run = sandbox.start(['profile', 'doctor'], { isCutOff: true });
      await run.saw('Sending at most');
      run.kill(signal);
      await assertNothingLeft(run);
      // V8 and clinic write logs into the folder of the service.
      expect(readdirSync(sandbox.folder).filter((name) => name.endsWith('.log'))).to.deep.equal([]);
    });
  }
});
