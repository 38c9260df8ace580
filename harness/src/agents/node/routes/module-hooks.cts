import changeSource = require('./change-source.cjs');

interface LoadedModule {
  readonly source?: unknown;
}

type Load<T> = (url: string, context: unknown, next: (url: string, context: unknown) => T) => T;

function changed<T extends LoadedModule>(url: string, loaded: T): T {
  const { source } = loaded;
  if (source === undefined || source === null || !url.startsWith('file:')) return loaded;
  const text = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
  const other = changeSource(decodeURI(url), text);
  return other === null ? loaded : { ...loaded, source: other };
}

/** For `module.register`, which runs it in a thread of its own: Node.js before 22.15. */
const load: Load<Promise<LoadedModule>> = async (url, context, next) => changed(url, await next(url, context));

/** For `module.registerHooks`. */
const loadSync: Load<LoadedModule> = (url, context, next) => changed(url, next(url, context));

export = { load, loadSync };
