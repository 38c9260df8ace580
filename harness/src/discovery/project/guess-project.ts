import path from 'node:path';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { guessCommand } from './guess-command.js';
import { guessEnvironment } from './guess-environment.js';
import { guessPrepare } from './guess-prepare.js';
import { guessServices } from './guess-services.js';
import { type Manifest, readManifest } from './manifest.js';
import type { PlainCommand } from './plain-command.js';
import { readSources, type Sources } from './read-sources.js';

/** What a folder tells about the service in it. */
export interface GuessedProject {
  readonly folder: string;
  readonly name: string;
  /** Null when nothing tells how the service is started. */
  readonly start: PlainCommand | null;
  readonly services: readonly ServiceKind[];
  /** The project's own variables that lead to these services. */
  readonly serviceEnv: Readonly<Record<string, string>>;
  /** A command that makes tables and rows. */
  readonly prepare: string | null;
  readonly isNext: boolean;
  /** The file that `fastify start` loads. */
  readonly pluginFile: string | null;
  readonly sources: Sources;
}

const hasDatabase = (services: readonly ServiceKind[]): boolean =>
  services.some((kind) => serviceDefinitions[kind].isDatabase);

function findPluginFile({ scripts }: Manifest): string | null {
  const [, file] = /\bfastify start\b.*?\s(?:\.\/)?([\w./-]+\.[cm]?[jt]s)\b/.exec(scripts.start ?? '') ?? [];
  return file ?? null;
}

/** Reads `package.json` and the sources below a folder, and guesses what a configuration needs. */
export async function guessProject(folder: string): Promise<GuessedProject> {
  const manifest: Manifest = readManifest(folder);
  const sources = await readSources(folder);
  const services = guessServices(folder, manifest);
  return {
    folder,
    name: manifest.name ?? path.basename(folder),
    start: guessCommand(folder, manifest, sources),
    services,
    serviceEnv: guessEnvironment(folder, sources, services),
    prepare: hasDatabase(services) ? guessPrepare(folder, manifest) : null,
    pluginFile: findPluginFile(manifest),
    isNext: manifest.dependencies.includes('next'),
    sources,
  };
}
