import path from 'node:path';
import { readTextFile } from '../platform/files/read-text-file.js';
import { HarnessError } from '../platform/harness-error.js';
import { loadPart } from '../platform/load-part.js';
import { withinTime } from '../platform/within-time.js';
import { defineConfig } from './define-config.js';
import { findConfigFile } from './find-config-file.js';
import {
  configFileKindUnknown,
  configInvalid,
  configIsProgram,
  configThrows,
  looksLikeProgram,
  type NamedFile,
} from './messages.js';
import { ownFrame } from './own-frame.js';
import { watchForListeners } from './starts-listening.js';

/** What a configuration file holds, not checked yet, and where it lies. */
export interface LoadedConfig {
  readonly config: unknown;
  /** Absolute. */
  readonly configFile: string;
}

const moduleExtensions: readonly string[] = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** Reads the file named, or the `leakline.config.*` in `cwd` when `file` is null; calls it if it exports a function. */
export async function loadConfig(file: string | null, cwd: string): Promise<LoadedConfig> {
  const configFile = await findConfigFile(file, cwd);
  const named: NamedFile = { shown: file ?? path.basename(configFile), file: configFile };
  const read = await readerOf(configFile);
  if (await exportsNothing(configFile)) throw nothingExported(named);
  const config = await evaluate(read, named);
  if (config === undefined || isOtherThing(config, configFile)) throw nothingExported(named);
  return { config, configFile };
}

/** A program that is given by mistake is not run to find that out, where its text says so. */
async function exportsNothing(file: string): Promise<boolean> {
  return looksLikeProgram(file) && !/\bdefault\b|\bexports\b/.test(await readTextFile(file));
}

/** What a program exports: its application, its server. */
const isOtherThing = (config: unknown, file: string): boolean =>
  looksLikeProgram(file) && !(isObject(config) && ['targets', 'endpoints', 'services'].some((key) => key in config));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const toWrite = 'write: export default defineConfig({ … })';

const nothingExported = (named: NamedFile): HarnessError =>
  looksLikeProgram(named.file)
    ? configIsProgram(named, `exports none (${toWrite})`)
    : configInvalid(named.file, [`it exports no configuration; ${toWrite}`]);

/** What is loaded runs in our own process: a server that is given by mistake would listen there, and never end. */
async function evaluate(read: Reader, named: NamedFile): Promise<unknown> {
  const { file } = named;
  const listening = watchForListeners();
  const done = new AbortController();
  const isServer = (): HarnessError => configIsProgram(named, 'starts to listen');
  const started = listening.untilStarted(done.signal).then((): never => {
    throw isServer();
  });
  // Where the file settles first, nobody hears of it.
  started.catch(() => undefined);
  try {
    const limit = { what: 'it did not settle', keepsProcess: false };
    const config = await Promise.race([withinTime(exportOf(read, file), longestLoadMs, limit), started]);
    if (listening.hasStarted()) throw isServer();
    return config;
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw configThrows(file, error, ownFrame(error, path.dirname(file)), named);
  } finally {
    done.abort();
  }
}

async function exportOf(read: Reader, configFile: string): Promise<unknown> {
  const exported = await read(configFile);
  return typeof exported === 'function' ? await exported() : exported;
}

/** A configuration may ask a service for something. Nobody waits longer than that for settings: a gate must end. */
const longestLoadMs = 60_000;

type Reader = (file: string) => Promise<unknown>;

async function readerOf(file: string): Promise<Reader> {
  const extension = path.extname(file);
  if (extension === '.json') return readJson;
  if (moduleExtensions.includes(extension)) return createModuleReader();
  throw configFileKindUnknown(path.basename(file), ['.json', ...moduleExtensions]);
}

const readJson: Reader = async (file) => JSON.parse(await readTextFile(file));

/** TypeScript on every supported Node.js; no cache on disk, because a configuration is read once per run. */
async function createModuleReader(): Promise<Reader> {
  const { createJiti } = await loadPart('what reads TypeScript', () => import('jiti'));
  // Makes `import { defineConfig } from 'leakline'` work where Leakline is not installed beside the file (npx).
  const virtualModules = { leakline: { defineConfig } };
  return async (file) => {
    const jiti = createJiti(file, {
      fsCache: false,
      moduleCache: false,
      sourceMaps: true,
      interopDefault: false,
      virtualModules,
    });
    const loaded = await jiti.import<Readonly<Record<string, unknown>>>(file);
    return loaded.default;
  };
}
