import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectFailure } from '../model/services/service-definition.js';
import type { ServiceKind } from '../model/services/service-kind.js';
import { isOutOfRoom, temporaryUnwritable } from '../platform/files/temporary-folder.js';
import { findFreePort, tryPort } from '../platform/network/free-port.js';
import { findPortListener } from '../platform/network/port-listener.js';
import type { OsUser } from '../platform/processes/os-user.js';
import type { ProcessMark } from '../platform/processes/process-mark.js';
import { createServerFolder, type ServerFolder } from './server-folder.js';
import { type ServerCommand, type ServerProcess, spawnServer } from './server-process.js';
import { fixedPortTaken, fixedPortUnusable, portsTaken, startFailed } from './service-messages.js';

/** How to start one kind of server and open the connection that proves it healthy. */
export interface ServerRecipe<Connection> {
  readonly kind: ServiceKind;
  readonly pidFile: string;
  readonly stopSignal: NodeJS.Signals;
  readonly owner: OsUser | null;
  /** Null means a free port. */
  readonly fixedPort: number | null;
  /** How long the server may take until it answers. */
  readonly readyTimeoutMs: number;
  /** Does everything that is needed once, before the first port is tried. */
  prepare(folder: string, mark: ProcessMark): Promise<void>;
  command(folder: string, port: number): ServerCommand;
  connect(port: number, server: ServerProcess): Promise<Connection>;
  classify(error: Error): ConnectFailure;
  /**
   * A command for the watchdog. It removes what may be left when the server's process ends, where we die before we can.
   */
  readonly orphanCommand?: readonly string[];
  /** Does what is left when the process is gone, such as removing a container. */
  cleanUp?(folder: string): Promise<void>;
}

export interface OwnServer<Connection> {
  readonly port: number;
  readonly connection: Connection;
  stop(): Promise<void>;
}

/** A free port may be taken before the server binds it. Three such ports in a row are no accident. */
const portAttempts = 3;
/** Short compared with a start of 40 ms, and long compared with a refused connection on loopback. */
const retryMs = 10;

/** Starts a throw-away server. After any failure, and when the signal aborts, nothing of it is left behind. */
export async function startOwnServer<C>(recipe: ServerRecipe<C>, signal: AbortSignal): Promise<OwnServer<C>> {
  signal.throwIfAborted();
  if (recipe.fixedPort !== null) await assertFree(recipe.kind, recipe.fixedPort);
  const folder = await createServerFolder(recipe);
  try {
    await recipe.prepare(folder.path, folder.mark);
    return await launchOnPort(recipe, folder, signal);
  } catch (error) {
    await recipe.cleanUp?.(folder.path);
    await folder.remove();
    throw isOutOfRoom(error) ? temporaryUnwritable(folder.path, `the data of ${recipe.kind}`, error) : error;
  }
}

/** Checks a port before anything is made for the server, so that nothing has to be removed after a failure. */
async function assertFree(kind: ServiceKind, port: number): Promise<void> {
  await tryPort(port).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EADDRINUSE'
      ? fixedPortTaken(kind, port, findPortListener(port), cause)
      : fixedPortUnusable(kind, port, cause);
  });
}

async function launchOnPort<C>(
  recipe: ServerRecipe<C>,
  folder: ServerFolder,
  signal: AbortSignal,
): Promise<OwnServer<C>> {
  const taken: number[] = [];
  const mark = recipe.orphanCommand === undefined ? folder.mark : null;
  for (;;) {
    const port = recipe.fixedPort ?? (await findFreePort());
    const server = await spawnServer({ ...recipe.command(folder.path, port), mark });
    try {
      const connection = await connectWhenReady(recipe, server, port, signal);
      return { port, connection, stop: () => stopServer(recipe, server, folder) };
    } catch (error) {
      await server.stop(recipe.stopSignal);
      signal.throwIfAborted();
      const isPortTaken = /address already in use|port is already allocated/i.test(server.outputTail());
      if (!isPortTaken) throw error;
      if (recipe.fixedPort !== null) throw fixedPortTaken(recipe.kind, port, findPortListener(port), error);
      taken.push(port);
      if (taken.length === portAttempts) throw portsTaken(server.command, taken);
    }
  }
}

async function connectWhenReady<C>(
  recipe: ServerRecipe<C>,
  server: ServerProcess,
  port: number,
  signal: AbortSignal,
): Promise<C> {
  const deadlineMs = performance.now() + recipe.readyTimeoutMs;
  for (;;) {
    try {
      return await recipe.connect(port, server);
    } catch (error) {
      signal.throwIfAborted();
      if (server.hasEnded())
        throw startFailed(server.command, 'ended before it accepted connections', server.outputTail());
      if (!(error instanceof Error) || !mayStillComeUp(recipe.classify(error))) throw error;
      if (performance.now() > deadlineMs) {
        throw startFailed(server.command, `did not answer within ${recipe.readyTimeoutMs} ms`, server.outputTail());
      }
    }
    await delay(retryMs);
  }
}

/**
 * Whether the server may still come up. `other` includes connections that a container's port proxy accepts and drops
 * while the server starts.
 */
function mayStillComeUp(failure: ConnectFailure): boolean {
  return failure === 'refused' || failure === 'starting-up' || failure === 'timeout' || failure === 'other';
}

async function stopServer<C>(recipe: ServerRecipe<C>, server: ServerProcess, folder: ServerFolder): Promise<void> {
  try {
    await server.stop(recipe.stopSignal);
    await recipe.cleanUp?.(folder.path);
  } finally {
    await folder.remove();
  }
}
