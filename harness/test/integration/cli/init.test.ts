import { expect } from 'chai';
import { createSandbox } from '../../fixtures/cli/cli-sandbox.js';

const source = `
import { createServer } from 'node:http';
createServer((request, response) => {
  if (request.url === '/hello') return response.end('hello');
  response.writeHead(404).end();
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

describe('leakline init', function () {
  this.timeout(60_000);
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  it('asks for what the folder does not tell', async () => {
    const { exitCode, stderr } = await sandbox.run(['init', '--yes']);
    expect(stderr).to.include('says how the service is started').and.include('--command');
    expect(exitCode).to.equal(4);
  });

  it('refuses to guess unasked where nobody can answer', async () => {
    const { exitCode, stderr } = await sandbox.run(['init']);
    expect(stderr).to.include('add --yes');
    expect(exitCode).to.equal(4);
  });

  it('writes a configuration that runs', async () => {
    sandbox.write('server.mjs', source);
    const { exitCode, stderr } = await sandbox.run(['init', '--yes']);
    expect(stderr).to.include('node server.mjs, 1 route found').and.not.include('not there yet');
    expect(exitCode).to.equal(0);
    expect(sandbox.read('leakline.config.ts')).to.include("'GET /hello',");
    await sandbox.run(['run', '--no-html', '--budget', '1']);
    const [target] = sandbox.readResult().targets;
    expect(target?.failure).to.equal(null);
    expect(target?.endpoints[0]).to.deep.include({ id: 'GET /hello' });
    expect(target?.endpoints[0]?.load.ok).to.be.greaterThan(0);
  });

  it('leaves a configuration alone unless forced', async () => {
    expect((await sandbox.run(['init', '--yes'])).stderr).to.include('--force replaces it');
    const forced = await sandbox.run(['init', '--yes', '--force', '--command', 'node dist/x.mjs']);
    expect(forced.exitCode).to.equal(0);
    expect(forced.stderr).to.include('dist/x.mjs is not there yet: build the service first.');
    expect(sandbox.read('leakline.config.ts')).to.include("command: 'node dist/x.mjs'");
  });
});
