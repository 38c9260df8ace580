import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from './manifest.js';
import { doesMore, type PlainCommand, toPlainCommand } from './plain-command.js';
import type { Sources } from './read-sources.js';

/** Scripts that start a service, the most likely first. */
const startScripts = [
  'start',
  'start:prod',
  'start:production',
  'start:built',
  'start:server',
  'serve',
  'server',
  'prod',
  'production',
];
const developScripts = ['dev', 'start:dev', 'develop'];

const usualEntries = ['server', 'app', 'index', 'main'].flatMap((name) =>
  ['', 'src/'].flatMap((folder) => ['js', 'mjs', 'cjs'].map((extension) => `${folder}${name}.${extension}`)),
);

/** The script behind a name. `npm run x` in a script stands for the script `x`. */
function scriptOf(scripts: Manifest['scripts'], name: string, depth = 0): string | undefined {
  const script = scripts[name];
  const [, other] = /^(?:npm|pnpm|yarn)(?: run)? ([\w:.-]+)$/.exec(script ?? '') ?? [];
  return other === undefined || depth > 4 || scripts[other] === undefined
    ? script
    : scriptOf(scripts, other, depth + 1);
}

const viaNpm = (name: string): string => (name === 'start' ? 'npm start' : `npm run ${name}`);

/**
 * Guesses the command that starts the service without doing anything else. A plain `node …` is preferred to `npm
 * start`, because then no other process stands between Leakline and the service. Null when nothing tells how the
 * service is started.
 */
export function guessCommand(folder: string, { scripts, main }: Manifest, sources: Sources): PlainCommand | null {
  const known = startScripts.flatMap((name) => {
    const script = scriptOf(scripts, name);
    return script === undefined ? [] : [{ name, script }];
  });
  const running = known.find(({ script }) => !doesMore(script));
  if (running !== undefined) return toPlainCommand(running.script) ?? { command: viaNpm(running.name), env: {} };
  if (known[0] !== undefined) return toPlainCommand(known[0].script) ?? { command: viaNpm(known[0].name), env: {} };
  if (main !== null && existsSync(path.join(folder, main))) return { command: `node ${main}`, env: {} };
  const developing = developScripts.flatMap((name) => toPlainCommand(scriptOf(scripts, name) ?? '') ?? []);
  const entry = usualEntries.find((name) => sources.has(name));
  return developing[0] ?? (entry === undefined ? null : { command: `node ${entry}`, env: {} });
}
