import { spawnSync } from 'node:child_process';
import { pythonPath } from './play-scene.js';
import type { PythonLibrary } from './scene.js';

interface FoundLibraries {
  /** Versions of the libraries that are there, by library. */
  readonly versions: Readonly<Partial<Record<PythonLibrary, string>>>;
  /** What to install; null when nothing is missing. */
  readonly missing: string | null;
}

const modules = ['sqlalchemy', 'psycopg2', 'asyncpg'] as const;

type ModuleName = (typeof modules)[number];

const needs: Readonly<Record<PythonLibrary, readonly ModuleName[]>> = {
  SQLAlchemy: ['sqlalchemy', 'psycopg2'],
  asyncpg: ['asyncpg'],
};

const names: Readonly<Record<ModuleName, string>> = {
  sqlalchemy: 'SQLAlchemy',
  psycopg2: 'psycopg2',
  asyncpg: 'asyncpg',
};

/** Prints a line for each module that can be imported, then Python's own version. */
const program = `import sys
for name in sys.argv[1:]:
    try:
        print(name, __import__(name).__version__.split()[0])
    except ImportError:
        pass
print("python", sys.version.split()[0])`;

/** Asks Debian's Python which of the libraries it has. */
export function findLibraries(): FoundLibraries {
  const { stdout } = spawnSync(pythonPath, ['-c', program, ...modules], { encoding: 'utf8' });
  return toFoundLibraries(stdout ?? '');
}

export function toFoundLibraries(printed: string): FoundLibraries {
  const found = new Map(printed.split('\n').map((line) => line.split(' ') as [string, string | undefined]));
  const python = found.get('python');
  const absent = modules.filter((name) => found.get(name) === undefined);
  const describe = (library: PythonLibrary): readonly (readonly [PythonLibrary, string])[] => {
    if (needs[library].some((name) => absent.includes(name))) return [];
    const versions = needs[library].map((name) => `${names[name]} ${found.get(name)}`);
    return [[library, `${versions.join(' with ')}, Python ${python}`]];
  };
  const packages = [...(python === undefined ? ['python3'] : []), ...absent.map((name) => `python3-${name}`)];
  return {
    versions: Object.fromEntries([...describe('SQLAlchemy'), ...describe('asyncpg')]),
    missing:
      packages.length === 0
        ? null
        : `${pythonPath} lacks what the Python part needs: ${packages.join(', ')}. Install it, e.g. apt-get install ${packages.join(' ')}.`,
  };
}
