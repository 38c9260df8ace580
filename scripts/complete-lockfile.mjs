/**
 * Puts the optional platform packages that npm left out back into package-lock.json.
 *
 * npm drops an optional dependency from the lockfile when the registry in use does not have it, and `npm ci` then
 * refuses the lockfile as incomplete. Entries with version, os, cpu and libc are enough: on other platforms they are skipped.
 * Run it after every `npm install` that changes the lockfile.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lockfile = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lockfile;

/** `@swc/core-linux-arm64-musl` → { os: linux, cpu: arm64, libc: musl }; null for a name without a platform. */
function platformOf(name) {
  const match = /-(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)/.exec(name);
  if (match === null) return null;
  const [, os, cpu] = match;
  const libc = os !== 'linux' ? null : name.includes('musl') ? 'musl' : name.includes('gnu') ? 'glibc' : null;
  return { os: [os], cpu: [cpu], ...(libc === null ? {} : { libc: [libc] }) };
}

const isLocked = (name) => Object.keys(packages).some((place) => place.endsWith(`node_modules/${name}`));

const missing = Object.values(packages).flatMap(({ optionalDependencies = {}, dev }) =>
  Object.entries(optionalDependencies)
    .filter(([name, version]) => !isLocked(name) && /^\d/.test(version) && platformOf(name) !== null)
    .map(([name, version]) => [
      `node_modules/${name}`,
      { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true },
    ]),
);

lockfile.packages = Object.fromEntries(
  Object.entries({ ...packages, ...Object.fromEntries(missing) }).sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`);
console.log(`${missing.length} optional platform packages added to package-lock.json`);
