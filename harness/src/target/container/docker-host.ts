import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

function readJson(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

/** The host in the metadata of a context: `{"Endpoints":{"docker":{"Host":"unix:///…"}}}`. */
function hostIn(metadata: Readonly<Record<string, unknown>>): string | null {
  const endpoints = metadata.Endpoints as { readonly docker?: { readonly Host?: unknown } } | undefined;
  const host = endpoints?.docker?.Host;
  return typeof host === 'string' && host !== '' ? host : null;
}

/**
 * The address of the Docker engine, found as the `docker` command finds it: `DOCKER_HOST`, then the context in
 * `DOCKER_CONTEXT`, then the context that `docker context use` chose. Null for the default socket.
 */
export function findDockerHost(environment: Environment): string | null {
  const { DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG } = environment;
  if (DOCKER_HOST) return DOCKER_HOST;
  const folder = DOCKER_CONFIG || path.join(environment.HOME || homedir(), '.docker');
  const chosen = DOCKER_CONTEXT || readJson(path.join(folder, 'config.json')).currentContext;
  if (typeof chosen !== 'string' || chosen === '' || chosen === 'default') return null;
  // The folder of a context is named by the hash of its name.
  const id = createHash('sha256').update(chosen).digest('hex');
  return hostIn(readJson(path.join(folder, 'contexts/meta', id, 'meta.json')));
}
