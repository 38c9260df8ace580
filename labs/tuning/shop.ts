import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../shared/free-port.js';
import { shopEnvironment, templateOf, type Variant } from './variants.js';

/** The shop, and nginx in front of it unless there is none. */
export interface RunningShop {
  /** Where users come in. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Ten processes on two busy cores. */
const readyTimeoutMs = 60_000;
const readyPollMs = 50;

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const untilMs = performance.now() + readyTimeoutMs;
  for (;;) {
    const isReady = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode} before ${url} answered.`);
    if (performance.now() > untilMs) throw new Error(`${url} did not answer within ${readyTimeoutMs} ms.`);
    await delay(readyPollMs);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

async function startNginx(template: string, upstream: string): Promise<RunningShop> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tuning-lab-'));
  // Run by root, nginx's workers are another user.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const config = path.join(folder, 'nginx.conf');
  const variables: Readonly<Record<string, string>> = { PORT: String(port), UPSTREAM: upstream, FOLDER: folder };
  const text = readFileSync(template, 'utf8');
  writeFileSync(
    config,
    text.replaceAll(/\$\{(PORT|UPSTREAM|FOLDER)\}/g, (_, name: string) => variables[name] ?? ''),
  );
  const child = spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', config], { stdio: 'inherit' });
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await stopChild(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** Starts one variant on the given servers. */
export async function startShop(
  variant: Variant,
  services: Readonly<Record<'DATABASE_URL' | 'REDIS_URL', string>>,
  hasNginx: boolean,
): Promise<RunningShop> {
  const port = await freePort();
  const env = { ...process.env, ...services, ...shopEnvironment(variant), PORT: String(port) };
  const child = spawn(process.execPath, ['labs/tuning/shop-service.mjs'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url, child);
    const nginx = hasNginx ? await startNginx(templateOf(variant), `127.0.0.1:${port}`) : null;
    return {
      url: nginx?.url ?? url,
      async stop() {
        await nginx?.stop();
        await stopChild(child);
      },
    };
  } catch (error) {
    await stopChild(child);
    throw error;
  }
}
