import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { createSandbox } from '../../fixtures/cli/cli-sandbox.js';

const db = `export function openQuery(pattern) {
  setInterval(() => pattern, 60_000);
  return pattern;
}
`;

const server = `import { createServer } from 'node:http';
import { openQuery } from '@acme/db';
createServer((request, response) => {
  openQuery(request.url);
  response.end('ok');
}).listen(process.env.PORT, '127.0.0.1');
`;

describe('attribution: a workspace of a monorepo', () => {
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  it('is named with its version, and as code that can be changed', async () => {
    sandbox.write('package.json', '{ "name": "acme", "private": true, "workspaces": ["apps/*", "packages/*"] }');
    mkdirSync(path.join(sandbox.folder, 'node_modules/@acme'), { recursive: true });
    for (const folder of ['apps/web', 'packages/db']) mkdirSync(path.join(sandbox.folder, folder), { recursive: true });
    sandbox.write(
      'packages/db/package.json',
      '{ "name": "@acme/db", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
    );
    sandbox.write('packages/db/index.js', db);
    symlinkSync('../../packages/db', path.join(sandbox.folder, 'node_modules/@acme/db'));
    sandbox.write('apps/web/package.json', '{ "name": "@acme/web", "version": "2.0.0", "type": "module" }');
    sandbox.write('apps/web/server.js', server);
    const { stdout } = await sandbox.run(['run', '--get', '/', '--budget', '60', '--', 'node', 'apps/web/server.js']);
    const finding = sandbox.readResult().targets[0]?.endpoints[0]?.findings[0];
    expect(finding?.culprits[0]).to.include({
      file: 'packages/db/index.js',
      line: 2,
      package: '@acme/db@1.0.0',
      isOwn: true,
    });
    expect(finding?.advice).to.not.include('report it');
    expect(stdout).to.include('@acme/db@1.0.0 (packages/db/index.js:2)');
  });
});
