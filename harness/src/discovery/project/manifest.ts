import path from 'node:path';
import { readPlainFileSync } from '../../platform/files/read-text-file.js';

/** The parts of `package.json` that are used here. */
export interface Manifest {
  readonly name: string | null;
  readonly main: string | null;
  readonly scripts: Readonly<Record<string, string>>;
  /** Names of the packages that the service needs in production. */
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function readJson(file: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(readPlainFileSync(file)));
  } catch {
    // A service can be measured without a package.json.
    return {};
  }
}

/** Reads `package.json`. One that is missing or damaged counts as empty. */
export function readManifest(folder: string): Manifest {
  const { name, main, scripts, dependencies, devDependencies } = readJson(path.join(folder, 'package.json'));
  const texts = Object.entries(recordOf(scripts)).filter(
    (entry): entry is [string, string] => textOf(entry[1]) !== null,
  );
  return {
    name: textOf(name),
    main: textOf(main),
    scripts: Object.fromEntries(texts),
    dependencies: Object.keys(recordOf(dependencies)),
    devDependencies: Object.keys(recordOf(devDependencies)),
  };
}
