import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';
import { addAttachedAgent } from './packaging/add-attached-agent.js';
import { addCompiledFiles } from './packaging/add-compiled-files.js';
import { addLicenceOfDevtools } from './packaging/add-licence-of-devtools.js';
import { addPage } from './packaging/add-page.js';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);

/** Files that somebody starts or imports by their path. */
const entries = [
  'index',
  'cli/main',
  'integrations/mocha',
  'integrations/chai',
  'attribution/node/heap/heap-worker',
  'run/doctor/probed-app',
  'run/doctor/snapshot-app',
  'run/doctor/twin-app',
];

const { dependencies, peerDependencies } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));

/** `vite build harness`: what is published, with the packages that Leakline is made of, and the built page, inside it. */
export default defineConfig({
  root: here,
  ssr: { noExternal: true, external: [...Object.keys(dependencies), ...Object.keys(peerDependencies)] },
  resolve: {
    alias: {
      'iconv-lite': path.join(here, 'packaging/only-utf8.ts'),
      // What dockerode needs for engines behind SSH and for builds by BuildKit. Leakline uses neither.
      ssh2: path.join(here, 'packaging/no-remote-engine.ts'),
      '@grpc/grpc-js': path.join(here, 'packaging/no-remote-engine.ts'),
      '@grpc/proto-loader': path.join(here, 'packaging/no-remote-engine.ts'),
    },
  },
  plugins: [
    addCompiledFiles(path.join(here, 'src'), path.join(here, '../.tsbuild/harness'), [
      'index',
      'integrations/mocha',
      'integrations/chai',
    ]),
    addAttachedAgent(path.join(here, '../.tsbuild/harness')),
    addLicenceOfDevtools(),
    addPage(path.join(here, '../page/dist')),
  ],
  build: {
    ssr: true,
    outDir: path.join(here, 'dist'),
    emptyOutDir: true,
    target: 'node20.19',
    minify: false,
    license: { fileName: 'third-party-licenses.md' },
    rolldownOptions: {
      input: Object.fromEntries(entries.map((entry) => [entry, path.join(here, 'src', `${entry}.ts`)])),
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name].js',
        // Of packages nobody reads them here, and they are a seventh of it all.
        comments: { jsdoc: false },
        // Names stay, for stacks in errors. Without its white space the package is a fifth smaller.
        minify: {
          compress: { keepNames: { function: true, class: true } },
          mangle: false,
          codegen: { removeWhitespace: true },
        },
        // It knows where the package begins by the folder that it lies in.
        codeSplitting: { groups: [{ name: 'package-paths', test: /platform[\\/]package-paths/ }] },
      },
      // hdr-histogram-js has a zlib of its own where `eval` is not allowed.
      checks: { eval: false },
    },
  },
});
