import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import { isApart } from '../platform/processes/procfs.js';

/** A program that passes its input to a port and back. It gets the port as its argument. */
const relay = `
const socket = require('node:net').connect(Number(process.argv[1]), '127.0.0.1');
process.stdin.pipe(socket).pipe(process.stdout);
socket.on('error', () => process.exit(1)).on('close', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
`;

/** Starts the relay in the network of the process, but with our own files. It takes root, as attaching there does. */
function throughNamespace(pid: number, port: number): Duplex {
  const child = spawn('nsenter', [`--net=/proc/${pid}/ns/net`, process.execPath, '-e', relay, `${port}`], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
  });
  const duplex = Duplex.from({ readable: child.stdout, writable: child.stdin });
  child.on('error', (error) => duplex.destroy(error));
  duplex.on('close', () => child.kill());
  return duplex;
}

/** Opens a connection to a port of the loopback interface of a process, also where this is not ours (a container). */
export const dialProcess = (pid: number, port: number): Duplex =>
  isApart(pid, 'net') ? throughNamespace(pid, port) : connect(port, '127.0.0.1');
