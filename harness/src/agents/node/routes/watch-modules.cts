import nodeModule = require('node:module');
import path = require('node:path');
import url = require('node:url');
import changeSource = require('./change-source.cjs');
import express = require('./express.cjs');
import watchFindMyWay = require('./find-my-way.cjs');
import watchHono = require('./hono.cjs');
import koa = require('./koa.cjs');

/** Is given what a module of a framework exports, and may return something in its place. */
type Watcher = (exports: unknown) => unknown;

/** Watchers by the path below `node_modules`. */
const watchers: readonly (readonly [file: RegExp, watcher: Watcher])[] = [
  [/\/express\/lib\/application\.js$/, express.watchApplication],
  [/\/express\/lib\/router\/index\.js$/, express.watchRouter],
  [/\/router\/index\.js$/, express.watchRouter],
  [/\/koa\/lib\/application\.js$/, koa.watchKoa],
  [/\/koa-compose\/index\.js$/, koa.watchCompose],
  [/\/koa-mount\/index\.js$/, koa.watchMount],
  [/\/find-my-way\/index\.js$/, watchFindMyWay],
];

interface ModulePrototype {
  /** What the module exports, once it has run. */
  exports?: unknown;
  _compile(content: string, file: string, ...rest: unknown[]): unknown;
}

interface Hooks {
  registerHooks?(hooks: { load: unknown }): void;
  register?(specifier: string): void;
}

function watcherOf(file: string): Watcher | undefined {
  const posix = file.replaceAll('\\', '/');
  const below = posix.lastIndexOf('/node_modules/');
  return below === -1 ? undefined : watchers.find(([pattern]) => pattern.test(posix.slice(below)))?.[1];
}

/**
 * Whether the program that runs here may load a package. Asked because hooks of ES modules cost a thread in older
 * versions of Node.js.
 */
function isInstalled(name: string): boolean {
  return (nodeModule.createRequire(path.join(process.cwd(), 'x.js')).resolve.paths(name) ?? []).some((folder) => {
    try {
      return nodeModule.createRequire(path.join(folder, 'x.js')).resolve(`./${name}/package.json`) !== '';
    } catch {
      return false;
    }
  });
}

function watchEsModules(): void {
  const { registerHooks, register } = nodeModule as Hooks;
  const file = path.join(__dirname, 'module-hooks.cjs');
  if (registerHooks === undefined) {
    register?.(url.pathToFileURL(file).href);
    return;
  }
  const { loadSync } = require(file) as { readonly loadSync: unknown };
  registerHooks({ load: loadSync });
}

/**
 * Watches the frameworks as they are loaded. `_compile` runs each CommonJS module, whether it is imported or required.
 * What the module exports afterwards is what others get.
 */
function watchModules(): void {
  const prototype = (nodeModule as unknown as { readonly prototype: ModulePrototype }).prototype;
  const { _compile: compile } = prototype;
  prototype._compile = function (content, file, ...rest) {
    const result = compile.call(this, changeSource(file, content) ?? content, file, ...rest);
    const given = watcherOf(file)?.(this.exports);
    if (given !== undefined) this.exports = given;
    return result;
  };
  watchHono();
  if (isInstalled('hono')) watchEsModules();
}

export = watchModules;
