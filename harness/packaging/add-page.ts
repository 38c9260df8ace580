import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Adds the built page of a report, and the licences of the packages that it is made of. `vite build page` makes both. */
export const addPage = (built: string): Plugin => ({
  name: 'leakline-page',
  generateBundle() {
    const add = (file: string, fileName: string): void => {
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path.join(built, file)) });
    };
    add('index.html', 'page/index.html');
    add('third-party-licenses.md', 'third-party-licenses-page.md');
  },
});
