import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readTextFile } from '../platform/files/read-text-file.js';
import { HarnessError } from '../platform/harness-error.js';
import { loadPart } from '../platform/load-part.js';
import { withinTime } from '../platform/within-time.js';
import {
  configFileKindUnknown,
  configInvalid,
  configIsProgram,
  configThrows,
  looksLikeProgram,
  type NamedFile,
} from './config-messages.js';
import { defineConfig } from './define-config.js';
import { findConfigFile } from './find-config-file.js';

/** The content of a configuration file, not checked yet, and the file's path. */
export interface LoadedConfig {
  readonly config: unknown;
  /** An absolute path. */
  readonly configFile: string;
}

const moduleExtensions: readonly string[] = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/**
 * Reads the named file, or `leakline.config.*` in `cwd` when `file` is null. If the file exports a function, it is
 * called.
 *
 * @throws HarnessError `CONFIG_NOT_FOUND`, `CONFIG_INVALID` or `CONFIG_THROWS`
 */
export async function loadConfig(file: string | null, cwd: string): Promise<LoadedConfig> {
  const configFile = await findConfigFile(file, cwd);
  const named: NamedFile = { shown: file ?? path.basename(configFile), file: configFile };
  const read = await readerOf(configFile);
  if (await exportsNothing(configFile)) throw nothingExported(named);
  const config = await evaluate(read, named);
  if (config === undefined || isOtherThing(config, configFile)) throw nothingExported(named);
  return { config, configFile };
}

/**
 * Whether the text of a file shows that it exports nothing. Such a file is most likely a program given by mistake, and
 * should not be run.
 */
async function exportsNothing(file: string): Promise<boolean> {
  return looksLikeProgram(file) && !/\bdefault\b|\bexports\b/.test(await readTextFile(file));
}

/** Whether the value is something that a program exports: its application, its server. */
const isOtherThing = (config: unknown, file: string): boolean =>
  looksLikeProgram(file) && !(isObject(config) && ['targets', 'endpoints', 'services'].some((key) => key in config));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const toWrite = 'write: export default defineConfig({ … })';

const nothingExported = (named: NamedFile): HarnessError =>
  looksLikeProgram(named.file)
    ? configIsProgram(named, `exports none (${toWrite})`)
    : configInvalid(named.file, [`it exports no configuration; ${toWrite}`]);

/** Names in `process.getActiveResourcesInfo()` for sockets that accept connections. */
const listeners: readonly string[] = ['TCPServerWrap', 'PipeServerWrap'];

const pollMs = 50;

const countListeners = (): number =>
  process.getActiveResourcesInfo().filter((resource) => listeners.includes(resource)).length;

/** Watches whether this process begins to accept connections. No configuration does that. */
interface ListenWatch {
  hasStarted(): boolean;
  /** Resolves when it begins, or when the signal aborts. */
  untilStarted(signal: AbortSignal): Promise<void>;
}

function watchForListeners(): ListenWatch {
  const before = countListeners();
  const hasStarted = (): boolean => countListeners() > before;
  return {
    hasStarted,
    async untilStarted(signal) {
      while (!signal.aborted && !hasStarted()) {
        await delay(pollMs, undefined, { signal, ref: false }).catch(() => undefined);
      }
    },
  };
}

/**
 * Loads the configuration. It runs in this process, so a server that was given by mistake would listen here and never
 * end.
 */
async function evaluate(read: Reader, named: NamedFile): Promise<unknown> {
  const { file } = named;
  const listening = watchForListeners();
  const done = new AbortController();
  const isServer = (): HarnessError => configIsProgram(named, 'starts to listen');
  const started = listening.untilStarted(done.signal).then((): never => {
    throw isServer();
  });
  // When the file settles first, nobody handles this rejection.
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

/** A configuration may ask a service for something. Loading it must still end, so that a CI job does not hang. */
const longestLoadMs = 60_000;

type Reader = (file: string) => Promise<unknown>;

async function readerOf(file: string): Promise<Reader> {
  const extension = path.extname(file);
  if (extension === '.json') return readJson;
  if (moduleExtensions.includes(extension)) return createModuleReader();
  throw configFileKindUnknown(path.basename(file), ['.json', ...moduleExtensions]);
}

const readJson: Reader = async (file) => JSON.parse(await readTextFile(file));

/**
 * Makes a reader for TypeScript on every supported Node.js. It keeps no cache on disk, because a configuration is read
 * once per run.
 */
async function createModuleReader(): Promise<Reader> {
  const { createJiti } = await loadPart('what reads TypeScript', () => import('jiti'));
  // With this, `import { defineConfig } from 'leakline'` works where Leakline is not installed beside the file (npx).
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

const framePattern = /^\s+at (?:(?<name>.+?) \()?(?<file>(?:file:\/\/)?\/[^()]+?):(?<line>\d+):(?<column>\d+)\)?$/;

/** Place (`file:line:column`) of the first stack frame in the user's own code. Null when there is none. */
function ownFrame(error: unknown, folder: string): string | null {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const line of stack.split('\n')) {
    const frame = framePattern.exec(line)?.groups;
    if (frame === undefined) continue;
    const file = toPath(frame.file ?? '');
    if (!isOwn(file, folder)) continue;
    return `${path.relative(folder, file)}:${frame.line}:${frame.column}`;
  }
  return null;
}

const toPath = (file: string): string => (file.startsWith('file://') ? fileURLToPath(file) : file);

function isOwn(file: string, folder: string): boolean {
  return file.startsWith(folder + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`);
}
