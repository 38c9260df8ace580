import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const mocha = path.join(path.dirname(createRequire(import.meta.url).resolve('mocha')), 'bin/mocha.js');
const harness = fileURLToPath(new URL('../../../', import.meta.url));
const suite = path.join(harness, 'test/fixtures/cli/parallel-suite/empty.mjs');
const setup = path.join(harness, 'dist/integrations/mocha.js');

function runMocha(...options: readonly string[]) {
  const args = [mocha, '--no-config', '--require', setup, ...options, suite];
  return spawnSync(process.execPath, args, { encoding: 'utf8', env: { PATH: process.env.PATH } });
}

describe("mocha's parallel mode", () => {
  it('is refused, with the way out', () => {
    const { status, stdout, stderr } = runMocha('--parallel', '--jobs', '2');
    expect(stdout + stderr)
      .to.include("mocha's parallel mode")
      .and.include('mocha --no-parallel');
    expect(status).to.not.equal(0);
  });

  it('is all that is refused', () => {
    expect(runMocha().status).to.equal(0);
  });
});
