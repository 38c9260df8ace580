import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { loadConfig } from '../../../src/config/load-config.js';

const fixtures = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../fixtures/config');

async function failureOf(loading: Promise<unknown>): Promise<string> {
  const error: unknown = await loading.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Error && 'code' in error) return `${String(error.code)}: ${error.message}`;
  throw new Error(`expected an error with a code, got ${String(error)}`);
}

describe('config/load-config', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'leakline-config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('loads TypeScript that imports leakline', async () => {
    const { config, configFile } = await loadConfig('exports-object.ts', fixtures);
    expect(config).to.deep.equal({
      targets: [{ name: 'app', command: 'node server.js' }],
      endpoints: ['GET /'],
      budget: { seconds: 5 },
    });
    expect(configFile).to.equal(path.join(fixtures, 'exports-object.ts'));
  });

  it('loads it also where leakline is not installed', async () => {
    await writeFile(
      path.join(folder, 'leakline.config.mts'),
      "import { defineConfig } from 'leakline';\nexport default defineConfig({ targets: [] as never[] });\n",
    );
    expect((await loadConfig(null, folder)).config).to.deep.equal({ targets: [] });
  });

  it('calls an exported function and waits for it', async () => {
    const { config } = await loadConfig('exports-async-function.mjs', fixtures);
    expect(config).to.have.property('endpoints').deep.equal(['/']);
  });

  it('finds the configuration of a folder by name, TypeScript first', async () => {
    await writeFile(path.join(folder, 'leakline.config.json'), '{"from":"json"}');
    expect((await loadConfig(null, folder)).config).to.deep.equal({ from: 'json' });
    await writeFile(path.join(folder, 'leakline.config.js'), "module.exports = { from: 'js' };");
    expect((await loadConfig(null, folder)).config).to.deep.equal({ from: 'js' });
    await writeFile(path.join(folder, 'leakline.config.ts'), "export default { from: 'ts' as const };");
    expect((await loadConfig(null, folder)).config).to.deep.equal({ from: 'ts' });
  });

  it('reads a changed file anew', async () => {
    const file = path.join(folder, 'leakline.config.ts');
    await writeFile(file, 'export default { round: 1 };');
    await loadConfig(null, folder);
    await writeFile(file, 'export default { round: 2 };');
    expect((await loadConfig(null, folder)).config).to.deep.equal({ round: 2 });
  });

  it('says where it looked for a file that is not there', async () => {
    expect(await failureOf(loadConfig('nope.config.ts', folder))).to.equal(
      `CONFIG_NOT_FOUND: The configuration file "nope.config.ts" does not exist (looked for ${folder}/nope.config.ts). ` +
        'Check the path, or run without a file: leakline run --get /path -- node server.js',
    );
    expect(await failureOf(loadConfig(null, folder))).to.equal(
      `CONFIG_NOT_FOUND: No configuration file in ${folder} (looked for leakline.config.ts, leakline.config.mts, ` +
        'leakline.config.js, leakline.config.mjs, leakline.config.json). ' +
        'Name one, or run without a file: leakline run --get /path -- node server.js',
    );
  });

  it('shows the error of a file that throws, and the line it came from', async () => {
    const file = path.join(fixtures, 'throws.ts');
    expect(await failureOf(loadConfig('throws.ts', fixtures))).to.equal(
      'CONFIG_THROWS: The configuration file throws.ts failed while it was loaded: TypeError: API_TOKEN is not set\n' +
        `  at throws.ts:2:9\nCorrect ${file} and run again. If it is your service, put it after \`--\`: leakline run --get /path -- npx tsx throws.ts`,
    );
  });

  it('shows the error of a function that rejects', async () => {
    const file = path.join(fixtures, 'function-rejects.mjs');
    expect(await failureOf(loadConfig('function-rejects.mjs', fixtures))).to.equal(
      'CONFIG_THROWS: The configuration file function-rejects.mjs failed while it was loaded: ' +
        `Error: no answer from the vault\n  at function-rejects.mjs:2:9\nCorrect ${file} and run again. If it is your service, put it after \`--\`: leakline run --get /path -- node function-rejects.mjs`,
    );
  });

  it('shows what is wrong with a file that cannot be parsed', async () => {
    await writeFile(path.join(folder, 'leakline.config.json'), '{ "targets": [ }');
    const json = await failureOf(loadConfig(null, folder));
    expect(json).to.match(
      /^CONFIG_THROWS: The configuration file leakline\.config\.json failed .*: SyntaxError: Unexpected token/,
    );
    await writeFile(path.join(folder, 'leakline.config.ts'), 'export default {\n  targets: [\n};\n');
    const script = await failureOf(loadConfig(null, folder));
    expect(script).to.match(/^CONFIG_THROWS: The configuration file leakline\.config\.ts failed while it was loaded: /);
    expect(script).to.match(/leakline\.config\.ts:3:0|3:1/);
  });

  it('refuses a file that exports nothing, and one of an unknown kind', async () => {
    expect(await failureOf(loadConfig('exports-nothing.ts', fixtures))).to.equal(
      'CONFIG_INVALID: exports-nothing.ts is read as a configuration, and exports none (write: export default ' +
        'defineConfig({ … })). If it is your service, put it after `--`: leakline run --get /path -- npx tsx exports-nothing.ts',
    );
    await writeFile(path.join(folder, 'leakline.config.ts'), 'export const targets = [];');
    expect(await failureOf(loadConfig(null, folder))).to.equal(
      `CONFIG_INVALID: The configuration in ${folder}/leakline.config.ts has one problem:\n` +
        '  - it exports no configuration; write: export default defineConfig({ … })\nCorrect it and run again.',
    );
    await writeFile(path.join(folder, 'leakline.yaml'), '');
    expect(await failureOf(loadConfig('leakline.yaml', folder))).to.equal(
      'CONFIG_INVALID: The configuration file "leakline.yaml" cannot be read: its name has to end in ' +
        'one of .json, .ts, .mts, .cts, .js, .mjs, .cjs. Rename it.',
    );
  });
});
