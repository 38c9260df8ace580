import { spawnSync } from 'node:child_process';

/** What the services of `apps/python/` import, and the packages of Debian that have it. */
const packageOf: Readonly<Record<string, string>> = {
  flask: 'python3-flask',
  psycopg2: 'python3-psycopg2',
  redis: 'python3-redis',
  fastapi: 'python3-fastapi',
  uvicorn: 'python3-uvicorn',
  sqlalchemy: 'python3-sqlalchemy',
  asyncpg: 'python3-asyncpg',
};

/** Debian's packages are for its own Python, which need not be the first on PATH. */
const candidates = ['/usr/bin/python3', 'python3'];

/** Prints the modules that are missing, or that Python is too old. */
const lookUp = `
import sys
from importlib.util import find_spec
print(' '.join(name for name in sys.argv[1:] if find_spec(name) is None) if sys.version_info >= (3, 9) else 'version')
`;

interface Python {
  readonly program: string;
  /** Null when the program cannot be run. */
  readonly missing: readonly string[] | null;
}

function examine(program: string): Python {
  const { status, stdout } = spawnSync(program, ['-c', lookUp, ...Object.keys(packageOf)], { encoding: 'utf8' });
  if (status !== 0) return { program, missing: null };
  return { program, missing: stdout.trim().split(' ').filter(Boolean) };
}

const tell = ({ program, missing }: Python): string => {
  if (missing === null) return `${program} cannot be run`;
  return missing[0] === 'version' ? `${program} is older than 3.9` : `${program} has no ${missing.join(', ')}`;
};

export const installCommand = `apt-get install -y --no-install-recommends ${Object.values(packageOf).join(' ')}`;

/** A Python that has what the services of `apps/python/` import; throws what is missing and how to install it. */
export function findPython(): string {
  const examined = candidates.map(examine);
  const found = examined.find(({ missing }) => missing?.length === 0);
  if (found !== undefined) return found.program;
  throw new Error(
    `No Python has what apps/python needs: ${examined.map(tell).join('; ')}.\n` +
      `On Debian and its kin: ${installCommand}\n` +
      `Elsewhere, for the python3 on PATH: pip install 'flask>=2.2' psycopg2-binary redis fastapi uvicorn sqlalchemy asyncpg`,
  );
}
