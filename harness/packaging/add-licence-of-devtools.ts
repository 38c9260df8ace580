import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

/** heap-snapshot-toolkit holds code of Chrome's developer tools, under a licence that Vite does not find. */
export const addLicenceOfDevtools = (): Plugin => ({
  name: 'leakline-licence-of-devtools',
  generateBundle() {
    const folder = path.dirname(createRequire(import.meta.url).resolve('heap-snapshot-toolkit/package.json'));
    const source = readFileSync(path.join(folder, 'thirdparty/devtools-frontend/LICENSE'));
    this.emitFile({ type: 'asset', fileName: 'third-party-license-devtools.txt', source });
  },
});
