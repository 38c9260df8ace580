import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// Not below node_modules, as other caches are: there all of a server's code would count as installed, and none as its author's.
const installedFolder = path.join(import.meta.dirname, 'installed');

const sources = ['package.json', 'package-lock.json', '.npmrc', 'servers', 'packages'];

const filesBelow = (file: string): readonly string[] =>
  lstatSync(file).isDirectory()
    ? readdirSync(file)
        .toSorted()
        .flatMap((name) => filesBelow(path.join(file, name)))
    : [file];

const present = (set: string): readonly string[] =>
  sources.map((name) => path.join(set, name)).filter((file) => existsSync(file));

/** Of everything that a server could see: labels may change without a new install. */
function digestOf(set: string): string {
  const hash = createHash('sha256');
  for (const file of present(set).flatMap(filesBelow))
    hash
      .update(`${path.relative(set, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

/** Two folders of one name are two sets. Relative, so that what is installed can be copied with the repository. */
function folderFor(set: string): string {
  const place = path.relative(import.meta.dirname, set);
  const suffix = createHash('sha256').update(place).digest('hex').slice(0, 8);
  return path.join(installedFolder, `${path.basename(set)}-${suffix}`);
}

function installPackages(folder: string): void {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} in ${folder} ended with ${error?.message ?? status}`);
}

/** Real folders, as if they came from the registry. What package.json names with `file:packages/…` is linked by npm, and stays so. */
function addWrittenPackages(folder: string): void {
  const packages = path.join(folder, 'packages');
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const installed = path.join(folder, 'node_modules', name);
    if (!existsSync(installed)) cpSync(path.join(packages, name), installed, { recursive: true });
  }
}

/** Copies a set to where it can run, with its packages. The copy is kept until the set changes. */
export function prepareSet(set: string): string {
  const folder = folderFor(set);
  const digestFile = path.join(folder, '.digest');
  const digest = digestOf(set);
  if (existsSync(digestFile) && readFileSync(digestFile, 'utf8') === digest) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of present(set)) cpSync(file, path.join(folder, path.basename(file)), { recursive: true });
  installPackages(folder);
  addWrittenPackages(folder);
  // Last: a copy that was interrupted is made anew.
  writeFileSync(digestFile, digest);
  return folder;
}
