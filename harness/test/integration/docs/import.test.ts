import { renameSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { CliSandbox } from '../../fixtures/cli/cli-sandbox.js';
import { createShopSandbox, shopFile } from '../../fixtures/import/shop-sandbox.js';
import { shownCommands } from '../../unit/docs/commands.js';
import { readText } from '../../unit/docs/markdown.js';

/** The documents by the names that the page gives them. */
const names = {
  'shop.yaml': 'openapi.yaml',
  'shop.har': 'session.har',
  'shop.postman.json': 'shop.postman_collection.json',
  'shop.curl': 'requests.sh',
};

/** A folder as the page assumes it: documents beside a server. */
function createReadersFolder(): CliSandbox {
  const sandbox = createShopSandbox();
  for (const [from, to] of Object.entries(names))
    renameSync(path.join(sandbox.folder, from), path.join(sandbox.folder, to));
  sandbox.write('package.json', '{ "type": "module", "main": "server.js" }');
  sandbox.write('server.js', `await import(${JSON.stringify(shopFile)});`);
  return sandbox;
}

/** A run that is long enough to send something. */
const briefly = ['--budget', '2', '--no-html'];

describe('docs/import.md', () => {
  const commands = shownCommands(readText('docs/import.md')).filter(([first]) => first === 'npx');
  const tokens = {
    ...{ API_TOKEN: 'bearer-token-of-ann', ACCESS_TOKEN: 'bearer-token-of-ann', SHOP_TOKEN: 'bearer-token-of-ann' },
  };

  it('shows every option', () => {
    const text = commands.flat().join(' ');
    for (const option of ['--openapi', '--har', '--postman', '--curl', 'init', 'run']) expect(text).to.include(option);
    expect(commands.length).to.be.greaterThan(7);
  });

  for (const [, , ...args] of commands) {
    it(`has a command that works: leakline ${args.join(' ')}`, async () => {
      const sandbox = createReadersFolder();
      const isRun = args[0] === 'run';
      const given = isRun ? ['run', ...briefly, ...args.slice(1)] : args;
      const OPENAPI = path.join(sandbox.folder, 'openapi.yaml');
      // Who logs in needs no token of the environment.
      const env = { OPENAPI, ...(args.includes('--before') ? {} : tokens) };
      const { exitCode, stderr } = await sandbox.run(given, { env });
      expect(stderr).to.match(/[1-9]\d* requests? taken from documents/);
      if (isRun) {
        const [target] = sandbox.readResult().targets;
        expect(target?.failure, stderr).to.equal(null);
        const sent = target?.endpoints.map(({ load }) => load) ?? [];
        expect(
          sent.some(({ ok }) => ok > 0),
          stderr,
        ).to.equal(true);
        expect(
          sent.every(({ ok, sent: all }) => ok === all),
          stderr,
        ).to.equal(true);
      } else {
        expect(exitCode, stderr).to.equal(0);
        expect(sandbox.read('leakline.config.ts')).to.include("command: 'node server.js'");
      }
      sandbox.remove();
    });
  }
});
