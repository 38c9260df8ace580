import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AgentMode } from '../model/agent-protocol.js';
import type { AgentGroup } from '../model/target.js';
import { type AgentConnection, acceptAgent } from './agent-connection.js';
import { type AgentTimeouts, createAgentGroup, defaultTimeouts } from './agent-group.js';
import { guardExit } from './exit-guard.js';

/** Where the agents of one target dial in. */
export interface AgentChannel {
  readonly socketPath: string;
  readonly agents: AgentGroup;
  /** Hangs up and removes the socket with its folder. */
  close(): Promise<void>;
}

export interface AgentChannelOptions {
  /** `measure` when left out. */
  readonly mode?: AgentMode | undefined;
  readonly timeouts?: AgentTimeouts;
}

const folderPrefix = 'leakline-agent-';
const socketName = 'agent.sock';
/** Characters that `mkdtemp` adds. */
const randomCharacters = 6;
/** `sun_path` holds 104 bytes on macOS and 108 on Linux; Node.js 20 cuts what is longer without a word. */
const longestSocketPath = 103;

/** A TMPDIR so deep that no socket fits below it (build sandboxes have such) is passed over. */
function socketRoot(): string {
  const socketPath = path.join(tmpdir(), folderPrefix + 'x'.repeat(randomCharacters), socketName);
  return Buffer.byteLength(socketPath) > longestSocketPath ? '/tmp' : tmpdir();
}

/** Listens on a Unix socket in a folder that only this user can enter. */
export async function openAgentChannel(options: AgentChannelOptions = {}): Promise<AgentChannel> {
  // mkdtemp makes the folder with mode 0700.
  const folder = await mkdtemp(path.join(socketRoot(), folderPrefix));
  const liftGuard = guardExit(() => rmSync(folder, { recursive: true, force: true }));
  const socketPath = path.join(folder, socketName);
  const connections = new Map<Socket, AgentConnection>();
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      connections.delete(socket);
    });
    acceptAgent(socket, (connection) => connections.set(socket, connection));
  });
  server.listen(socketPath);
  await once(server, 'listening');

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
