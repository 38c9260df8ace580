import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { KnownRoute, ToldRoutes } from '../../model/known-route.js';

const pollMs = 100;
/** Plugins may declare routes for a while after the port is open. The processes look for them every 100 ms. */
const quietMs = 500;
const longestMs = 5_000;

const isRoute = (value: unknown): value is KnownRoute =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as KnownRoute).method === 'string' &&
  typeof (value as KnownRoute).path === 'string';

/** Parses what another process wrote. A damaged file counts as empty. */
function parseTold(text: string): ToldRoutes {
  try {
    const { routes, ports } = JSON.parse(text) as { readonly routes?: unknown; readonly ports?: unknown };
    return {
      routes: Array.isArray(routes) ? routes.filter(isRoute) : [],
      ports: Array.isArray(ports) ? ports.filter((port): port is number => Number.isInteger(port)) : [],
    };
  } catch {
    return { routes: [], ports: [] };
  }
}

/** The routes that all processes of a service have told so far. */
export async function readToldRoutes(folder: string): Promise<ToldRoutes> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const told = texts.map(parseTold);
  return { routes: told.flatMap(({ routes }) => routes), ports: [...new Set(told.flatMap(({ ports }) => ports))] };
}

/** Waits until the processes tell nothing new, and returns what they told. */
export async function waitForToldRoutes(folder: string, signal: AbortSignal): Promise<ToldRoutes> {
  const startMs = performance.now();
  let told = await readToldRoutes(folder);
  let changedMs = startMs;
  while (performance.now() - changedMs < quietMs && performance.now() - startMs < longestMs) {
    await delay(pollMs, undefined, { signal });
    const now = await readToldRoutes(folder);
    if (JSON.stringify(now) !== JSON.stringify(told)) changedMs = performance.now();
    told = now;
  }
  return told;
}
