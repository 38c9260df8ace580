import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentHello, AgentMode } from '../model/agent-protocol.js';
import type { AgentGroup } from '../model/target.js';
import {
  makeTemporaryFolder,
  randomCharacters,
  temporaryPath,
  temporaryRoot,
  temporaryUnwritable,
} from '../platform/files/temporary-folder.js';
import { guardExit } from '../platform/processes/exit-guard.js';
import { type AgentConnection, type AgentDoor, acceptAgent } from './agent-connection.js';
import { type AgentTimeouts, createAgentGroup, defaultTimeouts } from './agent-group.js';

/** The socket that the agents of one target connect to. */
export interface AgentChannel {
  readonly socketPath: string;
  readonly agents: AgentGroup;
  /** Hangs up and removes the socket with its folder. */
  close(): Promise<void>;
}

export interface AgentChannelOptions {
  /** A path from `agentFolderPath`, for a caller that has to know the folder before it is made. */
  readonly folder?: string;
  /**
   * Whether other users may connect, as the users inside a container are. The socket is then in a subfolder for all,
   * which is mounted into the container. On this machine nobody else gets there, because the folder around it is ours.
   */
  readonly isShared?: boolean;
  /** `measure` when left out. */
  readonly mode?: AgentMode | undefined;
  readonly timeouts?: AgentTimeouts;
  /**
   * Whether a process belongs to the target and is alive. When left out, every process belongs to it, and ends when it
   * hangs up.
   */
  readonly isMember?: (pid: number) => boolean;
  /** Called for each peer that was hung up on: who it said it is, if it said so, and why it was hung up on. */
  readonly onDropped?: AgentDoor['onDropped'];
}

/** More than the processes of any target, and fewer than the descriptors that we may have. */
const mostConnections = 512;

/**
 * A process that ends at once may have left the tree before its greeting is read. Its socket closes within this time.
 */
const farewellMs = 100;

/** A process that ends closes its socket first. Even on a busy machine it is gone within this many looks. */
const farewellLooks = 10;

const folderPrefix = 'leakline-agent-';
const socketName = 'agent.sock';
const sharedName = 'in';
const purpose = "the socket of the target's agent";
/** `sun_path` holds 104 bytes on macOS and 108 on Linux. Node.js 20 cuts longer paths and does not say so. */
const longestSocketPath = 103;

/**
 * A path for the folder of a socket. Where TMPDIR is so deep that no socket fits below it, as in build sandboxes, it is
 * `/tmp`.
 */
export function agentFolderPath(root = temporaryRoot()): string {
  const socketPath = path.join(root, folderPrefix + 'x'.repeat(randomCharacters), sharedName, socketName);
  return temporaryPath(folderPrefix, Buffer.byteLength(socketPath) > longestSocketPath ? '/tmp' : root);
}

/** The subfolder that is mounted into a container. */
export const sharedFolder = (folder: string): string => path.join(folder, sharedName);

/** Listens on a Unix socket in a new folder that only this user can enter. */
export async function openAgentChannel(options: AgentChannelOptions = {}): Promise<AgentChannel> {
  const folder = options.folder ?? agentFolderPath();
  await makeTemporaryFolder(folder, purpose);
  const liftGuard = guardExit(() => rmSync(folder, { recursive: true, force: true }));
  const socketPath = path.join(options.isShared ? sharedFolder(folder) : folder, socketName);
  const connections = new Map<Socket, AgentConnection>();
  const sockets = new Set<Socket>();
  const { isMember = () => true, onDropped = () => undefined } = options;

  async function livesOn(pid: number): Promise<boolean> {
    const isThere = options.isMember;
    for (let look = 0; server.listening && isThere?.(pid) === true; look++) {
      if (look === farewellLooks) return true;
      await delay(farewellMs);
    }
    return false;
  }

  async function refusalOf({ pid }: AgentHello, socket: Socket): Promise<string | null> {
    if ([...connections.values()].some(({ hello }) => hello.pid === pid)) return `process ${pid} is connected already`;
    if (isMember(pid)) return null;
    await delay(farewellMs);
    return socket.destroyed || isMember(pid) ? null : `process ${pid} is none of the target's`;
  }

  function receive(socket: Socket): void {
    let isDropped = false;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    acceptAgent(socket, {
      async livesOn(pid) {
        const lives = await livesOn(pid);
        // An agent that was hung up on still holds things in its process. Whoever asks for it later has to be told.
        if (!lives && !isDropped) connections.delete(socket);
        return lives;
      },
      async greet(connection) {
        const refusal = await refusalOf(connection.hello, socket);
        if (refusal === null && !socket.destroyed) connections.set(socket, connection);
        return refusal;
      },
      onDropped(hello, why) {
        isDropped = true;
        onDropped(hello, why);
      },
    });
  }

  const server = createServer((socket) => {
    if (sockets.size < mostConnections) return receive(socket);
    socket.destroy();
    onDropped(null, `there are ${mostConnections} connections already`);
  });
  try {
    // `mkdir` and `listen` would take away what the mask of our process forbids.
    if (options.isShared) {
      await mkdir(sharedFolder(folder));
      await chmod(sharedFolder(folder), 0o777);
    }
    server.listen(socketPath);
    await once(server, 'listening');
    if (options.isShared) await chmod(socketPath, 0o666);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    liftGuard();
    throw temporaryUnwritable(folder, purpose, cause);
  }
  // Where descriptors have run out, a connection is not accepted and its agent not heard. This is no reason to end the
  // run.
  server.on('error', () => undefined);

  return {
    socketPath,
    agents: createAgentGroup(connections, options.mode ?? 'measure', options.timeouts ?? defaultTimeouts),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await rm(folder, { recursive: true, force: true });
      liftGuard();
    },
  };
}
