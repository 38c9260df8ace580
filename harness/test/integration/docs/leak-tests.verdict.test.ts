import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { codeBlocks, readText, repositoryRoot } from '../../unit/docs/markdown.js';

const page = readText('docs/leak-tests.md');
const [mochaTest = '', nodeTest = ''] = codeBlocks(page, ['js']);
const [mochaCommand = '', nodeCommand = ''] = codeBlocks(page, ['sh']);

const cleanServer = `
import { createServer } from 'node:http';
createServer((request, response) => response.end('ok')).listen(process.env.PORT);
`;

const leakyServer = `
import { openSync } from 'node:fs';
import { createServer } from 'node:http';
createServer((request, response) => { openSync(import.meta.filename); response.end('ok'); }).listen(process.env.PORT);
`;

describe('docs/leak-tests.md', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'leakline-docs-'));
    symlinkSync(path.join(repositoryRoot, 'node_modules'), path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    mkdirSync(path.join(folder, 'test'));
    writeFileSync(path.join(folder, 'test/leaks.test.js'), mochaTest);
    writeFileSync(path.join(folder, 'test/leaks.node.js'), nodeTest);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a command of the page over a server, in a shell as a user would. */
  function run(command: string, server: string): { readonly status: number | null; readonly text: string } {
    writeFileSync(path.join(folder, 'server.js'), server);
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, NO_COLOR: '1' };
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
    return { status, text: stdout + stderr };
  }

  it('has a test for mocha and chai that passes over a clean server', () => {
    const { status, text } = run(mochaCommand, cleanServer);
    expect(text).to.include('1 passing');
    expect(status).to.equal(0);
  });

  it('has a test for node:test that fails over a leaky server, and says what leaks', () => {
    const { status, text } = run(nodeCommand, leakyServer);
    expect(text).to.include('# fail 1').and.include('fds').and.include('leaking');
    expect(status).to.equal(1);
  });
});
