import { spawnSync } from 'node:child_process';

/** Debian's packages are for Debian's Python; another one may come first on PATH. */
export const python = '/usr/bin/python3';

const has = (command: string, args: readonly string[]): boolean => spawnSync(command, args).status === 0;

/** Says what is missing and which Debian packages have it; null when all is there. */
export function findMissingTools(
  programs: Readonly<Record<string, string>>,
  modules: Readonly<Record<string, string>>,
): string | null {
  const missing = [
    ...Object.entries(programs).filter(([program]) => !has('sh', ['-c', `command -v ${program}`])),
    ...Object.entries(modules).filter(([name]) => !has(python, ['-c', `import ${name}`])),
  ];
  if (missing.length === 0) return null;
  const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
  return `Missing: ${missing.map(([name]) => name).join(', ')}. Install them, on Debian: apt-get install ${packages}`;
}
