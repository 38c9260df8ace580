import path from 'node:path';
import { probeTimeoutMs, runProgram } from '../../platform/processes/run-program.js';
import type { RedisLaunch } from './own-server-provider.js';

/** Valkey is the open continuation of Redis, which newer distributions ship. Both speak the same protocol. */
const binaries = ['redis-server', 'valkey-server'] as const;

/** The name of the first server binary on PATH that runs. */
export async function findRedisBinary(signal: AbortSignal): Promise<string> {
  const refused: string[] = [];
  for (const binary of binaries) {
    const result = await runProgram(binary, ['--version'], { signal, timeoutMs: probeTimeoutMs }).catch(() => null);
    signal.throwIfAborted();
    if (result?.exitCode === 0) return binary;
    if (result !== null) refused.push(`\`${binary} --version\` ${result.how}`);
  }
  throw new Error(refused.length > 0 ? refused.join(', ') : `no \`${binaries.join('` or `')}\` on PATH`);
}

/** Runs a server binary that keeps nothing on disk. */
export async function createBinaryLaunch(
  password: string,
  maxConnections: number | null,
  signal: AbortSignal,
): Promise<RedisLaunch> {
  const binary = await findRedisBinary(signal);
  const pidFile = 'redis.pid';
  return {
    password,
    pidFile,
    readyTimeoutMs: 10_000,
    prepare: async () => undefined,
    command: (folder, port) => ({
      command: binary,
      // Settings go through stdin, because every user of the machine can read a command line, and the password is among
      // them.
      args: ['-'],
      input: formatSettings({ port, folder, pidFile: path.join(folder, pidFile), password, maxConnections }),
      cwd: folder,
    }),
  };
}

interface RedisSettings {
  readonly port: number;
  readonly folder: string;
  readonly pidFile: string;
  readonly password: string;
  readonly maxConnections: number | null;
}

function formatSettings({ port, folder, pidFile, password, maxConnections }: RedisSettings): string {
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    'daemonize no',
    'save ""',
    'appendonly no',
    `dir ${JSON.stringify(folder)}`,
    `pidfile ${JSON.stringify(pidFile)}`,
    `requirepass ${password}`,
    ...(maxConnections === null ? [] : [`maxclients ${maxConnections}`]),
  ];
  return `${lines.join('\n')}\n`;
}
