import net = require('node:net');
import own = require('./own-globals.cjs');

import type { AgentAnswer, AgentHello, AgentMessage, AgentRequest } from '../../model/agent-protocol.js' with {
  'resolution-mode': 'import',
};

type Answer = (request: AgentRequest) => Promise<AgentAnswer>;

/** Most requests have some 40 bytes. They are ASCII, so a chunk never ends within a character. */
const receiveBufferBytes = 1024;

const hello = (): AgentHello => ({
  type: 'hello',
  pid: process.pid,
  ppid: process.ppid,
  runtime: 'node',
  version: process.version,
  script: process.argv[1] ?? '',
});

async function respond(request: AgentRequest, answer: Answer): Promise<AgentMessage> {
  try {
    return { type: 'answer', id: request.id, answer: await answer(request) };
  } catch (error) {
    return { type: 'failure', id: request.id, message: String(error) };
  }
}

/**
 * Connects to the harness and answers its requests. The socket does not keep the process alive and is not among its
 * active resources, but it takes one file descriptor. When the harness goes away, the agent falls silent.
 */
function openChannel(socketPath: string, answer: Answer): ReturnType<typeof net.connect> {
  let rest = '';

  function receive(byteCount: number, buffer: Uint8Array): boolean {
    const lines = (rest + own.Buffer.from(buffer.buffer, buffer.byteOffset, byteCount).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) handle(line);
    return true;
  }

  function handle(line: string): void {
    try {
      void respond(own.parseJson(line) as AgentRequest, answer).then(send);
    } catch {
      // This did not come from the harness. An exception here would crash the application.
      socket.destroy();
    }
  }

  // We bring a buffer of our own, because Node.js would allocate 64 KiB of external memory for each read.
  const onread = { buffer: own.Buffer.alloc(receiveBufferBytes), callback: receive };
  const socket = net.connect({ path: socketPath, onread });

  function send(message: AgentMessage): void {
    if (socket.writable) socket.write(`${own.formatJson(message)}\n`);
  }

  socket.unref();
  socket.on('error', () => socket.destroy());
  send(hello());
  return socket;
}

export = openChannel;
