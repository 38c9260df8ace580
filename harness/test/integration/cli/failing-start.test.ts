import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const binFolder = fileURLToPath(new URL('../../../bin/', import.meta.url));
const builtCli = path.join(binFolder, 'leakline.js');

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: readonly [string, ...string[]], cwd = tmpdir()): Promise<Ended> {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH } });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, ...said };
}

const inShell = (script: string): Promise<Ended> =>
  run(['sh', '-c', `${script} exec "${process.execPath}" "$@"`, 'sh', builtCli, '--version']);

describe('leakline that cannot start', () => {
  let folder: string;
  /** A package with the real script and what the test puts behind it. */
  let copy: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'leakline-start-'));
    copy = path.join(folder, 'leakline');
    cpSync(binFolder, path.join(copy, 'bin'), { recursive: true });
    mkdirSync(path.join(copy, 'dist/cli'), { recursive: true });
    writeFileSync(path.join(copy, 'package.json'), '{ "type": "module" }');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const startWith = (text: string): Promise<Ended> => {
    writeFileSync(path.join(copy, 'dist/cli/main.js'), text);
    return run([process.execPath, path.join(copy, 'bin/leakline.js')]);
  };

  const main = 'export async function main() { process.exitCode = 2; }';
  const failures: Readonly<Record<string, readonly [text: string, words: string]>> = {
    'lacks a file': [`import './gone.js'; ${main}`, 'gone.js'],
    'lacks a dependency': [`import 'leakline-gone'; ${main}`, 'leakline-gone'],
    'is damaged': ['import {', 'Unexpected end of input'],
    'is cut off': ['', 'not what it was built as'],
    'throws while it is loaded': [`throw new Error('no memory'); ${main}`, 'no memory. Allow it more memory'],
    'throws aside while it is loaded': [
      `setTimeout(() => { throw null; }); await new Promise((done) => setTimeout(done, 1000)); ${main}`,
      'null',
    ],
    'ends while it is loaded': [`process.exit(0); ${main}`, 'came to its end'],
    'ends as a leak would': [`process.exit(1); ${main}`, 'came to its end'],
    'is never loaded': [`await new Promise(() => {}); ${main}`, 'came to its end'],
  };

  for (const [title, [text, words]] of Object.entries(failures)) {
    it(`fails and says why when it ${title}`, async () => {
      const { exitCode, stdout, stderr } = await startWith(text);
      expect(stderr).to.include(words).and.include('[START_FAILED]').and.include('Nothing was run');
      expect(stderr.trimEnd().split('\n')).to.have.length(1);
      expect([exitCode, stdout]).to.deep.equal([3, '']);
    });
  }

  it('answers with the exit code of the command line once that is loaded', async () => {
    expect(await startWith(main)).to.deep.equal({ exitCode: 2, stdout: '', stderr: '' });
  });

  it('fails and names its package.json when that is damaged', async () => {
    writeFileSync(path.join(copy, 'package.json'), '{');
    const { exitCode, stderr } = await startWith(main);
    expect(stderr).to.include('package.json').and.include('[START_FAILED]');
    expect(exitCode).to.equal(3);
  });

  it('says that it is not built where it is not', async () => {
    const { exitCode, stderr } = await run([process.execPath, path.join(copy, 'bin/leakline.js')]);
    expect(stderr).to.include('npm run build');
    expect(exitCode).to.equal(4);
  });

  for (const [title, limit, words] of [
    ['files', 'ulimit -n 30;', 'ulimit -n'],
    ['memory', 'ulimit -v 3000000;', 'ulimit -v'],
  ] as const) {
    it(`fails and names the limit when it may not have enough ${title}`, async function () {
      if (process.platform !== 'linux') this.skip();
      const { exitCode, stderr, stdout } = await inShell(limit);
      // Node.js 24 loads modules one after the other, and WebAssembly with less: then it is enough.
      if (exitCode === 0) return expect(stdout).to.match(/^\d+\.\d+\.\d+\n$/);
      expect(stderr).to.include(words).and.include('[START_FAILED]');
      return expect([exitCode, stdout]).to.deep.equal([3, '']);
    });
  }

  it('refuses a working folder that is gone', async () => {
    const { exitCode, stderr } = await inShell(`mkdir "${folder}/gone"; cd "${folder}/gone"; rmdir "${folder}/gone";`);
    expect(stderr).to.include('The working folder no longer exists').and.include('[USAGE]');
    expect(exitCode).to.equal(4);
  });

  it('fails when stdout takes nothing', async function () {
    if (process.platform !== 'linux') this.skip();
    const { exitCode, stderr } = await inShell('exec > /dev/full;');
    expect(stderr).to.include('stdout').and.include('ENOSPC').and.include('[OUTPUT_UNWRITABLE]');
    expect(exitCode).to.equal(3);
  });
});
