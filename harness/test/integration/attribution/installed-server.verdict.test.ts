import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type CliSandbox, createSandbox } from '../../fixtures/cli/cli-sandbox.js';

const express = fileURLToPath(new URL('../../../../node_modules/express', import.meta.url));

const app = `import express from 'express';

export function createApp() {
  const app = express();
  app.get('/timer', (request, response) => {
    setInterval(() => request.url, 60_000);
    response.end('ok');
  });
  app.locals.visits = new Map();
  app.get('/visit', (request, response) => {
    app.locals.visits.set(Math.random(), { at: Date.now(), from: request.socket.remotePort, seen: [1, 2, 3] });
    response.end('ok');
  });
  return app;
}
`;

/** A server as it is installed: below node_modules, with express beside it, started by its link in \`.bin\`. */
function install(sandbox: CliSandbox): void {
  const folder = path.join(sandbox.folder, 'node_modules');
  mkdirSync(path.join(folder, '.bin'), { recursive: true });
  mkdirSync(path.join(folder, 'visit-server/lib'), { recursive: true });
  symlinkSync(express, path.join(folder, 'express'));
  const manifest = { name: 'visit-server', version: '1.2.3', type: 'module', bin: 'bin.js' };
  sandbox.write('node_modules/visit-server/package.json', JSON.stringify(manifest));
  sandbox.write('node_modules/visit-server/lib/app.js', app);
  const bin = sandbox.write(
    'node_modules/visit-server/bin.js',
    "#!/usr/bin/env node\nimport { createApp } from './lib/app.js';\ncreateApp().listen(process.env.PORT, '127.0.0.1');\n",
  );
  chmodSync(bin, 0o755);
  symlinkSync('../visit-server/bin.js', path.join(folder, '.bin/visit-server'));
}

describe('attribution: a server that lies in node_modules', () => {
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  it('is blamed itself, and not the framework that it uses', async () => {
    install(sandbox);
    const args = ['--get', '/timer', '--get', '/visit', '--budget', '120', '--diagnose', 'always'];
    const { stdout } = await sandbox.run(['run', ...args, '--', 'node_modules/.bin/visit-server']);
    const [target] = sandbox.readResult().targets;
    const culprits = target?.endpoints.map(({ findings }) => findings[0]?.culprits[0] ?? null);
    expect(culprits?.map((culprit) => [culprit?.file, culprit?.line, culprit?.package])).to.deep.equal([
      ['node_modules/visit-server/lib/app.js', 6, null],
      ['node_modules/visit-server/lib/app.js', 11, null],
    ]);
    expect(stdout).to.not.include('update it, or report it');
  });
});
