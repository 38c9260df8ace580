import { expect } from 'chai';
import type { UserProbe } from '../../../src/config/user-probe.js';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const queue: UserProbe = { name: 'queue', read: { url: '/metrics', prometheus: 'queue_messages{queue="mail"}' } };
const bytes: UserProbe = { name: 'broker', unit: 'bytes', read: { url: '/stats', jsonpath: '$.broker.bytes' } };
const leases: UserProbe = {
  name: 'leases',
  read: { shell: 'curl -s "$TARGET_URL/stats" | sed "s/.*leases.:\\([0-9]*\\).*/\\1/"' },
  beforeFloor: { url: '/collect', method: 'POST' },
};

describe("leakline run with numbers of the user's own", () => {
  let sandbox: CliSandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function run(probes: readonly UserProbe[], endpoints: readonly string[], env: Record<string, string> = {}) {
    sandbox.configure(
      { command: server('tells-numbers'), endpoints, env, probes },
      { diagnose: 'never', budget: { seconds: 60 } },
    );
    const outcome = await sandbox.run(['run']);
    const [target] = (await sandbox.assertComplete()).targets;
    return { ...outcome, target };
  }

  it('judges them like metrics of its own', async () => {
    const { target, stdout, exitCode } = await run([queue, bytes, leases], ['GET /enqueue', 'GET /work', 'GET /plain']);
    const found = target?.endpoints.map(({ verdict, findings }) => [verdict, findings.map(({ metric }) => metric)]);
    expect(found, stdout).to.deep.equal([
      ['leaking', ['probe.count.queue']],
      ['clean', []],
      ['clean', []],
    ]);
    const [finding] = target?.endpoints[0]?.findings ?? [];
    expect(finding?.perRequest).to.include({ estimate: 1 });
    expect(finding?.alsoCosts.map(({ metric, perRequest }) => [metric, perRequest])).to.deep.include([
      'probe.bytes.broker',
      1_000,
    ]);
    expect(stdout).to.include('+1.00 queue/request');
    expect(exitCode).to.equal(1);
  });

  it('calls nothing clean without one that fails on the way', async () => {
    const { target, exitCode } = await run([queue], ['GET /plain'], { BREAKS_AFTER: '200' });
    expect(target?.endpoints[0]?.verdict).to.equal('inconclusive');
    expect(target?.endpoints[0]?.advice).to.include('probe.count.queue was asked for and could not be measured');
    expect(target?.unmeasured.map(({ metric }) => metric)).to.deep.equal(['probe.count.queue']);
    const [warning] = target?.warnings.filter(({ code }) => code === 'PROBE_FAILED') ?? [];
    expect(warning?.message).to.include('it answered 500').and.include('/metrics');
    expect(exitCode).to.equal(2);
  });

  it('says what was seen of those that cannot be read, and calls nothing clean without them', async () => {
    const unreadable = {
      text: [{ shell: 'echo no rabbit here' }, 'printed "no rabbit here" and no number'],
      failing: [{ shell: 'echo refused >&2; exit 7' }, 'ended with code 7 and printed "refused"'],
      missing: [{ url: '/metrics', prometheus: 'rabbit' }, 'has no sample rabbit; it has queue_messages'],
      object: [{ url: '/stats', jsonpath: '$.broker' }, 'and no number'],
      hanging: [{ shell: 'sleep 60' }, 'was ended after 10 s'],
      elsewhere: [{ url: 'http://127.0.0.1:1/stats', jsonpath: '$.a' }, 'ECONNREFUSED'],
    } as const;
    const probes = Object.entries(unreadable).map(([name, [read]]) => ({ name, read }));
    const { target, exitCode, stdout } = await run(probes, ['GET /plain']);
    for (const [name, [, words]] of Object.entries(unreadable)) {
      const missed = target?.unmeasured.find(({ metric }) => metric === `probe.count.${name}`);
      expect(missed?.reason, name).to.include(words);
    }
    expect(stdout.replaceAll(/\s+/g, ' ')).to.include('not measured: probe.count.text');
    expect([target?.endpoints[0]?.verdict, exitCode]).to.deep.equal(['inconclusive', 2]);
  });
});
