/**
 * From `npm install` to the first verdict on a server of one file: `npm run bench:first-verdict -- [tarball…]`. Each
 * tarball (by default the one that `npm pack` makes of this checkout) is installed into an empty folder and run, in turn,
 * five times with npm's cache filled and once with an empty one. Prints Markdown.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';

const rounds = 5;
const repositoryRoot = path.resolve(import.meta.dirname, '../..');
const root = mkdtempSync(path.join(tmpdir(), 'leakline-first-verdict-'));

const server = `const http = require('node:http');
const server = http.createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ ok: true, url: request.url }));
});
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
`;

function packCheckout(): string {
  const args = ['pack', '-w', 'harness', '--silent', '--pack-destination', root];
  const printed = execFileSync('npm', args, { cwd: repositoryRoot, encoding: 'utf8' });
  return path.join(root, printed.trim().split('\n').at(-1) ?? '');
}

interface Times {
  readonly installMs: number;
  readonly runMs: number;
  readonly wholeMs: number;
}

function measure(tarball: string, cache: string | null): Times {
  const folder = mkdtempSync(path.join(root, 'project-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "project", "private": true }');
  writeFileSync(path.join(folder, 'server.js'), server);
  const env = { ...process.env, ...(cache === null ? {} : { npm_config_cache: cache }) };
  const run = (command: string, args: readonly string[]): void => {
    execFileSync(command, args, { cwd: folder, env, stdio: 'ignore' });
  };
  const startMs = performance.now();
  run('npm', ['install', tarball]);
  const installMs = performance.now() - startMs;
  run('npx', ['leakline', 'run', '--get', '/', '--', 'node', 'server.js']);
  const wholeMs = performance.now() - startMs;
  rmSync(folder, { recursive: true });
  return { installMs, runMs: wholeMs - installMs, wholeMs };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

function row(tarball: string, cache: string, times: readonly Times[]): string {
  const range = (of: (each: Times) => number): string => {
    const sorted = times.map(of).toSorted((a, b) => a - b);
    const middle = seconds(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
    const ends = `${seconds(sorted[0] ?? Number.NaN)}–${seconds(sorted.at(-1) ?? Number.NaN)}`;
    return times.length === 1 ? `${middle} s` : `${middle} s (${ends})`;
  };
  const parts = [range(({ installMs }) => installMs), range(({ runMs }) => runMs), range(({ wholeMs }) => wholeMs)];
  return `| ${path.basename(tarball)} | ${cache} | ${parts.join(' | ')} |`;
}

try {
  const given = process.argv.slice(2).map((file) => path.resolve(file));
  const tarballs = given.length === 0 ? [packCheckout()] : given;
  for (const tarball of tarballs) measure(tarball, null);
  const warm = tarballs.map((tarball) => ({ tarball, times: [] as Times[] }));
  for (let round = 0; round < rounds; round++)
    for (const { tarball, times } of warm) times.push(measure(tarball, null));
  console.log(
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}\n`,
  );
  console.log("| Package | npm's cache | Install | Run | To the verdict |\n|---|---|---|---|---|");
  for (const { tarball, times } of warm) console.log(row(tarball, 'filled', times));
  for (const tarball of tarballs) {
    const cache = path.join(root, `cache-${tarballs.indexOf(tarball)}`);
    mkdirSync(cache);
    console.log(row(tarball, 'empty', [measure(tarball, cache)]));
  }
} finally {
  rmSync(root, { recursive: true });
}
