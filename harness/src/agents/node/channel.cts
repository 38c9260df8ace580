import net = require('node:net');
import own = require('./own-globals.cjs');

import type { AgentAnswer, AgentHello, AgentMessage, AgentRequest } from '../../model/agent-protocol.js' with {
  'resolution-mode': 'import',
};

type Answer = (request: AgentRequest) => Promise<AgentAnswer>;

/** Most requests are some 40 bytes. They come in ASCII, so that a chunk never ends within a character. */
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
 * Dials the harness and answers its requests. The socket neither keeps the process alive nor shows in its active
 * resources; it is one file descriptor. When the harness goes away the agent falls silent.
 */
function openChannel(socketPath: string, answer: Answer): void {
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
      // Not the harness: an exception here would be the application's crash.
      socket.destroy();
    }
  }

  // A buffer of our own: Node.js would allocate 64 KiB of external memory for each read.
  const onread = { buffer: own.Buffer.alloc(receiveBufferBytes), callback: receive };
  const socket = net.connect({ path: socketPath, onread });

  function send(message: AgentMessage): void {
    if (socket.writable) socket.write(`${own.formatJson(message)}\n`);
  }

  socket.unref();
  socket.on('error', () => socket.destroy());
  send(hello());
}

export = openChannel;
