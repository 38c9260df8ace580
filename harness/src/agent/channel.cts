import net = require('node:net');

import type { AgentHello, AgentMessage, AgentRequest } from '../model/agent-protocol.js' with {
  'resolution-mode': 'import',
};
import type { AgentReading } from '../model/target.js' with { 'resolution-mode': 'import' };

type Answer = (method: AgentRequest['method']) => AgentReading | Promise<AgentReading>;

/** Requests are some 30 bytes each. */
const receiveBufferBytes = 1024;

const hello = (): AgentHello => ({
  type: 'hello',
  pid: process.pid,
  ppid: process.ppid,
  nodeVersion: process.version,
  script: process.argv[1] ?? '',
});

async function respond(request: AgentRequest, answer: Answer): Promise<AgentMessage> {
  try {
    return { type: 'reading', id: request.id, reading: await answer(request.method) };
  } catch (error) {
    return { type: 'failure', id: request.id, message: String(error) };
  }
}

/**
 * Dials the harness and answers its requests. The socket neither keeps the process alive nor shows in its active
 * resources; it is one file descriptor. When the harness goes away the agent falls silent.
 */
function openChannel(socketPath: string, answer: Answer): void {
  let rest = '';

  function receive(byteCount: number, buffer: Uint8Array): boolean {
    const lines = (rest + Buffer.from(buffer.buffer, buffer.byteOffset, byteCount).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) handle(line);
    return true;
  }

  function handle(line: string): void {
    try {
      void respond(JSON.parse(line) as AgentRequest, answer).then(send);
    } catch {
      // Not the harness: an exception here would be the application's crash.
      socket.destroy();
    }
  }

  // A buffer of our own: Node.js would allocate 64 KiB of external memory for each read.
  const onread = { buffer: Buffer.alloc(receiveBufferBytes), callback: receive };
  const socket = net.connect({ path: socketPath, onread });

  function send(message: AgentMessage): void {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
  }

  socket.unref();
  socket.on('error', () => socket.destroy());
  send(hello());
}

export = openChannel;
