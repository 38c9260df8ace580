import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Passes on what comes over descriptor 3 to a port of its own loopback interface, and back. */
const relay = `
const { connect, Socket } = require('node:net');
const here = new Socket({ fd: 3 });
const there = connect(Number(process.argv[1]), '127.0.0.1');
here.pipe(there).pipe(here);
const end = () => process.exit();
for (const socket of [here, there]) socket.on('error', end).on('close', end);
`;

/**
 * Opens a connection to a port of the loopback interface that a process of another network namespace has. A socket stays
 * in the namespace where it was made, and Node.js cannot change its own, so a helper process of ours enters that
 * namespace, and no other. It runs our own program: the container needs none for that.
 */
export function dialInside(pid: number, port: number): Duplex {
  const args = [`--net=/proc/${pid}/ns/net`, '--', process.execPath, '--eval', relay, String(port)];
  const child = spawn('nsenter', args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: {},
    detached: true,
  });
  const socket = child.stdio[3];
  if (!(socket instanceof Socket)) throw new Error('the helper for another network namespace could not be started');
  child.on('error', (error) => socket.destroy(error));
  child.on('exit', () => socket.destroy());
  child.unref();
  return socket;
}
