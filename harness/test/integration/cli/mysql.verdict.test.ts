import { expect } from 'chai';
import { type CliSandbox, createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';
import { needsMysql } from '../../fixtures/services/needs-mysql.js';

describe('leakline run on a service with MySQL', () => {
  let sandbox: CliSandbox;
  before(async function () {
    await needsMysql(this);
  });
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox?.remove());

  it('names the line that opens connections, the transaction left open, and clears what is clean', async () => {
    sandbox.configure(
      { command: server('uses-mysql'), endpoints: ['GET /connection', 'GET /transaction', 'GET /pooled'] },
      { services: { mysql: { maxConnections: 60 } }, budget: { seconds: 60 }, diagnose: 'always' },
    );
    const { exitCode, stdout, stderr } = await sandbox.run(['run']);
    const [target] = (await sandbox.assertComplete()).targets;
    expect(exitCode, stderr).to.equal(1);
    const found = target?.endpoints.map(({ id, verdict, findings }) => [
      id,
      verdict,
      findings.map((each) => each.metric),
    ]);
    expect(found, stdout).to.deep.equal([
      ['GET /connection', 'leaking', ['mysql.connections']],
      ['GET /transaction', 'leaking', ['mysql.idleInTransaction']],
      ['GET /pooled', 'clean', []],
    ]);
    const [finding] = target?.endpoints[0]?.findings ?? [];
    expect(finding?.perRequest).to.include({ estimate: 1, low: 1, high: 1 });
    const [culprit] = finding?.culprits ?? [];
    expect(culprit).to.include({ functionName: 'openConnection', line: 10 });
    expect(culprit?.summary).to.match(/^opened \d+ MySQL connections, none was closed$/);
    expect(stdout).to.include('max_connections=60 is exhausted after');
  });
});
