import { existsSync } from 'node:fs';
import path from 'node:path';
import { toPath } from './to-path.js';

/**
 * The path within the project that a bundler's address names: `src/cache.ts` for `webpack://shop/./src/cache.ts?a1b2`.
 * Also reads `webpack-internal:///`, `turbopack://` and `rollup://`. Null for other addresses.
 */
function bundlerPath(source: string): string | null {
  const match = /^(?:webpack(?:-internal)?|turbopack|rollup|ng|vite):\/\/(.*)$/.exec(source);
  if (match === null) return null;
  const [, rest = ''] = match;
  // The first segment is the name of the bundle; it is empty in `webpack:///src/x.ts`.
  const inBundle = rest.slice(rest.indexOf('/') + 1);
  // Loaders stand before what they loaded: `./node_modules/ts-loader/index.js!./src/x.ts`.
  const loaded = inBundle.slice(inBundle.lastIndexOf('!') + 1);
  return path.posix.normalize(loaded.replace(/\?[^/]*$/, '')).replace(/^(?:\.\.\/)+/, '');
}

/**
 * Looks for a file in a folder and those around it. A bundle may be some folders below the root that its sources are
 * named from.
 */
function findUpwards(folder: string, relative: string): string | null {
  for (let base = folder; ; base = path.dirname(base)) {
    const candidate = path.join(base, relative);
    if (existsSync(candidate)) return candidate;
    if (base === path.dirname(base)) return null;
  }
}

/** Where a source that a map names is on disk. When it is not there, this returns the name alone. */
export function locateSource(source: string, mapFolder: string): string {
  const bundled = bundlerPath(source);
  if (bundled !== null) return findUpwards(mapFolder, bundled) ?? bundled;
  return toPath(source) ?? path.resolve(mapFolder, source);
}
