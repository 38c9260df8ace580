import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { packageRoot } from '../../../src/platform/package-paths.js';
import { watchFolder } from '../../../src/platform/processes/watchdog.js';
import { eventually } from '../../support/eventually.js';

const module = path.join(packageRoot, 'src/platform/processes/watchdog.ts');

describe('a watchdog', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'watchdog-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('that is released touches nothing', async () => {
    const watched = path.join(folder, 'watched');
    const watchdog = watchFolder(watched);
    mkdirSync(watched);
    await watchdog.release();
    expect(readdirSync(folder)).to.deep.equal(['watched']);
  });

  it('that nobody releases lets the process end, and then does its work', async () => {
    const watched = path.join(folder, 'watched');
    const program = `import { watchFolder } from ${JSON.stringify(module)}; import { mkdirSync } from 'node:fs';
      watchFolder(${JSON.stringify(watched)}); mkdirSync(${JSON.stringify(watched)});`;
    const options = ['--import', 'tsx', '--input-type=module', '--eval', program];
    await promisify(execFile)(process.execPath, options, { cwd: packageRoot, timeout: 15_000 });
    expect(await eventually(async () => readdirSync(folder).length === 0)).to.equal(true);
  });
});
