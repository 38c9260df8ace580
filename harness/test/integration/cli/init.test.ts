import { expect } from 'chai';
import { createSandbox } from '../../fixtures/cli/cli-sandbox.js';

const source = `
import { createServer } from 'node:http';
createServer((request, response) => {
  if (request.url === '/hello') return response.end('hello');
  if (request.url === '/gone') return response.writeHead(404).end();
  response.writeHead(404).end();
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

describe('leakline init', () => {
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  it('asks for what the folder does not tell', async () => {
    const { exitCode, stderr } = await sandbox.run(['init', '--yes']);
    expect(stderr).to.include('says how the service is started').and.include('--command');
    expect(exitCode).to.equal(4);
  });

  it('refuses to guess unasked where nobody can answer', async () => {
    const { exitCode, stderr } = await sandbox.run(['init']);
    expect(stderr).to.include('Add --yes');
    expect(exitCode).to.equal(4);
  });

  it('starts the service, and writes a configuration that runs and is not in the way of git', async () => {
    sandbox.write('server.mjs', source);
    sandbox.write('.gitignore', 'node_modules\n');
    const { exitCode, stderr } = await sandbox.run(['init', '--yes']);
    expect(stderr)
      .to.include('Starting node server.mjs to ask it for its routes')
      .and.include('2 routes found, 1 tried and answered; 1 as comments: answered 404 (1)')
      .and.include('Added reports/ to .gitignore.')
      .and.not.include('not there yet');
    expect(exitCode).to.equal(0);
    expect(sandbox.read('.gitignore')).to.equal('node_modules\nreports/\n');
    expect(sandbox.read('leakline.config.ts'))
      .to.include("    'GET /hello',\n")
      .and.include("    // 'GET /gone',  // answered 404\n");
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

  it('says in a line why a service could not be asked', async () => {
    sandbox.write('broken.mjs', `${source}\nthrow new Error('no database');`);
    const { exitCode, stderr } = await sandbox.run(['init', '--yes', '--force', '--command', 'node broken.mjs']);
    expect(exitCode).to.equal(0);
    const line = stderr.split('\n').find((each) => each.startsWith('The service could not be asked'));
    expect(line).to.include('exit code 1').and.include('It said: Error: no database');
    expect(stderr).to.include('2 routes found, read from the sources, not tried.');
  });

  it('starts nothing with --no-start', async () => {
    sandbox.write('touches.mjs', "import { writeFileSync } from 'node:fs'; writeFileSync('was-started', '');");
    const { stderr } = await sandbox.run(['init', '--yes', '--force', '--no-start', '--command', 'node touches.mjs']);
    expect(stderr).to.not.include('Starting').and.not.include('could not be asked');
    expect(() => sandbox.read('was-started')).to.throw();
  });

  it('leaves nothing behind when it is interrupted', async () => {
    sandbox.write('never.mjs', 'setInterval(() => undefined, 1000);');
    const running = sandbox.start(['init', '--yes', '--force', '--command', 'node never.mjs']);
    await running.saw('Starting node never.mjs');
    running.kill('SIGINT');
    expect((await running.ended).exitCode).to.equal(130);
  });
});
