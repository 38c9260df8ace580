import path from 'node:path';
import { readPlainFileSync } from '../../../platform/files/read-text-file.js';

/** The fields of a package.json that are used here. */
export interface Manifest {
  readonly name: string | null;
  readonly version: string | null;
}

/** A folder with a package.json that has a name. */
export interface NamedPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string | null;
}

/** Real ones have a few thousand bytes. */
const largestManifestBytes = 4 * 1024 * 1024;

const asName = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** The package.json of a folder. Null when there is none, or it cannot be read. */
export function readManifest(folder: string): Manifest | null {
  try {
    const text = readPlainFileSync(path.join(folder, 'package.json'), largestManifestBytes);
    const read = JSON.parse(text.replace(/^\ufeff/, '')) as { readonly name?: unknown; readonly version?: unknown };
    return { name: asName(read.name), version: asName(read.version) };
  } catch {
    return null;
  }
}

/**
 * The nearest folder around a file whose package.json has a name. Builds put package.json files without a name into
 * their output (`{"type":"module"}`). Those, and files that cannot be read, are skipped.
 */
export function namedPackageAround(file: string): NamedPackage | null {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = readManifest(folder);
    if (manifest !== null && manifest.name !== null) return { folder, name: manifest.name, version: manifest.version };
    if (folder === path.dirname(folder)) return null;
  }
}
