import { cp, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { agentsFolder } from '../../platform/package-paths.js';

/** The package that agents need beside their own files. It lies elsewhere, as package managers like it. */
const needed = 'require-in-the-middle';

/** The folder of an installed package, seen from a file. Its own package.json may not be exported, so folders are tried. */
async function findPackage(name: string, from: string): Promise<string> {
  const entry = createRequire(from).resolve(name);
  for (let folder = path.dirname(entry); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => null);
    if (manifest !== null && (JSON.parse(manifest) as { readonly name?: string }).name === name) return folder;
  }
  throw new Error(`The package ${name} was not found from ${from}.`);
}

async function copyPackage(name: string, from: string, to: string, done: Set<string>): Promise<void> {
  if (done.has(name)) return;
  done.add(name);
  const folder = await findPackage(name, from);
  const manifest = path.join(folder, 'package.json');
  // Packages within the package are copied on their own.
  const filter = (source: string): boolean => path.relative(folder, source).split(path.sep)[0] !== 'node_modules';
  await cp(folder, path.join(to, name), { recursive: true, dereference: true, filter });
  const { dependencies = {} } = JSON.parse(await readFile(manifest, 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  for (const dependency of Object.keys(dependencies)) await copyPackage(dependency, manifest, to, done);
}

/**
 * Copies the agents, with the packages that they need, into a folder that can be mounted into a container at the path
 * where the agents lie here. Everybody may read it.
 */
export async function stageAgents(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(agentsFolder, folder, { recursive: true, dereference: true });
  const modules = path.join(folder, 'node_modules');
  await copyPackage(needed, path.join(agentsFolder, 'node/preload.cjs'), modules, new Set());
}
