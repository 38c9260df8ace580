import path from 'node:path';
import { loadPart } from '../platform/load-part.js';
import { readTextFile } from '../platform/read-text-file.js';
import { withinTime } from '../platform/within-time.js';
import { defineConfig } from './define-config.js';
import { findConfigFile } from './find-config-file.js';
import { configFileKindUnknown, configInvalid, configThrows } from './messages.js';
import { ownFrame } from './own-frame.js';

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
  const config = await evaluate(await readerOf(configFile), configFile);
  if (config === undefined) throw configInvalid(configFile, [nothingExported]);
  return { config, configFile };
}

const nothingExported = 'it exports no configuration; write: export default defineConfig({ … })';

async function evaluate(read: Reader, configFile: string): Promise<unknown> {
  try {
    const limit = { what: 'it did not settle', keepsProcess: false };
    return await withinTime(exportOf(read, configFile), longestLoadMs, limit);
  } catch (error) {
    throw configThrows(configFile, error, ownFrame(error, path.dirname(configFile)));
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
