import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { expect } from 'chai';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import { runLeakline } from '../../../src/run/run.js';

const fixture = fileURLToPath(new URL('../../fixtures/builds/', import.meta.url));
const bin = (name: string): string => fileURLToPath(new URL(`../../../../node_modules/.bin/${name}`, import.meta.url));

interface Build {
  readonly tool: string;
  /** Builds the service in a folder, and gives the file to start. */
  readonly build: (folder: string) => string;
}

function runTool(folder: string, name: string, ...args: readonly string[]): void {
  execFileSync(bin(name), args, { cwd: folder, stdio: 'pipe' });
}

/** As `swc src --out-dir dist` does, which is a package of its own. */
function runSwc(folder: string): void {
  mkdirSync(path.join(folder, 'dist'));
  for (const name of readdirSync(path.join(folder, 'src'))) {
    const out = path.join(folder, 'dist', name.replace(/\.ts$/, '.js'));
    const { code, map = '' } = transformSync(readFileSync(path.join(folder, 'src', name), 'utf8'), {
      filename: path.join('..', 'src', name),
      sourceMaps: true,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(out, `${code}\n//# sourceMappingURL=${path.basename(out)}.map\n`);
    writeFileSync(`${out}.map`, map);
  }
}

const bundle = ['src/server.ts', '--bundle', '--platform=node', '--outfile=dist/server.cjs', '--sourcemap'];

const builds: readonly Build[] = [
  {
    tool: 'tsc',
    build: (folder) => {
      writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
      const types = fileURLToPath(new URL('../../../../node_modules/@types', import.meta.url));
      const options = ['--module', 'nodenext', '--target', 'es2022', '--sourceMap', '--outDir', 'dist'];
      runTool(folder, 'tsc', 'src/server.ts', '--ignoreConfig', ...options, '--typeRoots', types, '--types', 'node');
      return 'dist/server.js';
    },
  },
  {
    tool: 'esbuild, one file',
    build: (folder) => {
      runTool(folder, 'esbuild', ...bundle, '--log-level=error');
      return 'dist/server.cjs';
    },
  },
  {
    tool: 'esbuild, one file, minified',
    build: (folder) => {
      runTool(folder, 'esbuild', ...bundle, '--minify', '--log-level=error');
      return 'dist/server.cjs';
    },
  },
  {
    tool: 'swc',
    build: (folder) => {
      runSwc(folder);
      return 'dist/server.js';
    },
  },
  {
    tool: 'webpack, one file, minified',
    build: (folder) => {
      cpSync(path.join(fixture, 'webpack'), path.join(folder, 'webpack'), { recursive: true });
      return 'webpack/server.cjs';
    },
  },
];

const leaks = [
  { path: '/downloads', file: 'downloads.ts', find: 'openSync(file' },
  { path: '/sessions', file: 'sessions.ts', find: 'sessions.set(' },
] as const;

function lineOf(file: string, find: string): number {
  const lines = readFileSync(path.join(fixture, 'src', file), 'utf8').split('\n');
  return lines.findIndex((text) => text.includes(find)) + 1;
}

describe("attribution: the author's lines of what was built with", () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'leakline-builds-')));
    cpSync(path.join(fixture, 'src'), path.join(folder, 'src'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const { tool, build } of builds) {
    it(tool, async () => {
      const user = {
        targets: [{ name: 'shop', command: ['node', build(folder)], ready: '/' }],
        endpoints: leaks.map((leak) => leak.path),
        budget: { seconds: 60 },
        // On a busy machine the snapshots take their time.
        diagnose: 'always' as const,
      };
      const config = resolveConfig(user, {}, { configFile: null, cwd: folder, environment: {} });
      const result = await runLeakline(config, { reporter: {}, environment: process.env, writesFiles: false });
      const endpoints = result.targets[0]?.endpoints ?? [];
      const named = endpoints.map(({ findings }) => findings[0]?.culprits[0]);
      const warnings = JSON.stringify(result.targets[0]?.warnings);
      expect(
        named.map((culprit) => [culprit?.file.split('/').slice(-2).join('/'), culprit?.line]),
        warnings,
      ).to.deep.equal(leaks.map(({ file, find }) => [`src/${file}`, lineOf(file, find)]));
      for (const [index, { find }] of leaks.entries()) expect(named[index]?.codeFrame).to.include(find);
    });
  }
});
