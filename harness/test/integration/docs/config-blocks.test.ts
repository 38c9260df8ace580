import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { type CliSandbox, createSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { codeBlocks, readText, repositoryRoot } from '../../unit/docs/markdown.js';

/**
 * Pages whose every configuration is run as it stands, in a folder with the files of `test/fixtures/docs/<page>/` and with
 * certificates in `certs/`. Only the time is cut short.
 */
const pages = ['environment'] as const;
const shortly = ['--budget', '8', '--diagnose', 'never', '--no-html'];

const configsOf = (page: string): readonly string[] =>
  codeBlocks(readText(`docs/${page}.md`), ['ts']).filter((code) => code.includes('export default defineConfig('));

for (const page of pages) {
  describe(`the configurations in docs/${page}.md`, () => {
    let sandbox: CliSandbox;
    beforeEach(() => {
      sandbox = createSandbox();
      const fixtures = path.join(repositoryRoot, 'harness/test/fixtures');
      cpSync(path.join(fixtures, 'docs', page), sandbox.folder, { recursive: true });
      cpSync(path.join(fixtures, 'tls'), path.join(sandbox.folder, 'certs'), { recursive: true });
      symlinkSync(path.join(repositoryRoot, 'node_modules'), path.join(sandbox.folder, 'node_modules'));
      sandbox.write('package.json', '{ "type": "module" }');
    });
    afterEach(() => sandbox.remove());

    for (const [index, code] of configsOf(page).entries()) {
      it(`work, number ${index + 1}`, async () => {
        sandbox.write('leakline.config.ts', code);
        const { stdout, stderr } = await sandbox.run(['run', ...shortly]);
        const said = stdout + stderr;
        const { targets, warnings } = sandbox.readResult();
        const failures = targets.flatMap(({ failure }) => failure ?? []);
        expect([...warnings, ...failures], said).to.deep.equal([]);
        expect(
          targets.flatMap((target) => target.warnings.map(({ code }) => code)),
          said,
        ).to.not.include('SERVICE_UNUSED');
        for (const { id, load } of targets.flatMap(({ endpoints }) => endpoints)) {
          expect(load.ok, `${id}\n${said}`).to.be.greaterThan(0);
          expect(load.sent - load.ok, `${id}\n${said}`).to.equal(0);
        }
      });
    }
  });
}
