import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { budgetSeconds, limitSeconds, runConfig, runSource } from '../commands.js';
import type { Expected, FaultCase, FaultGroup } from '../fault-case.js';
import type { Ground } from '../ground.js';
import { cleanServer, leakyServer } from '../targets.js';

type Speak = (socket: Socket) => void;

/** A server beside the run that speaks as given; its port. */
async function listen(ground: Ground, speak: Speak): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    speak(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ground.defer(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const urls = {
  postgres: (port: number) => `postgres://user:hidden-word@127.0.0.1:${port}/base`,
  redis: (port: number) => `redis://user:hidden-word@127.0.0.1:${port}`,
};

const speakers: readonly (readonly [string, Speak])[] = [
  ['accepts and never answers', () => undefined],
  ['hangs up at once', (socket) => socket.destroy()],
  ['answers with rubbish', (socket) => socket.end('rubbish\r\n')],
  [
    'answers with endless rubbish',
    (socket) =>
      socket.on('data', () => setInterval(() => socket.writable && socket.write('x'.repeat(1000)), 10).unref()),
  ],
  ['answers as HTTP does', (socket) => socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))],
  ['answers one byte a second', (socket) => setInterval(() => socket.writable && socket.write('R'), 1000).unref()],
];

const stranger = (kind: 'postgres' | 'redis', name: string, speak: Speak): FaultCase => ({
  name: `a ${kind} that ${name}`,
  expected: { exit: [3], says: /\[SERVICE_/, saysNot: /hidden-word/ },
  limitSeconds,
  arrange: async (ground) => {
    const url = urls[kind](await listen(ground, speak));
    const program = ground.write('server.cjs', cleanServer());
    return runConfig(
      ground,
      `export default { services: { ${kind}: { url: ${JSON.stringify(url)} } }, targets: [{ name: 'server', command: ['node', ${JSON.stringify(program)}] }], endpoints: ['GET /a'], budget: { seconds: ${budgetSeconds} } };`,
    );
  },
});

const refused = (kind: 'postgres' | 'redis'): FaultCase => ({
  name: `a ${kind} that nobody runs`,
  expected: { exit: [3], code: 'SERVICE_REFUSED', saysNot: /hidden-word/ },
  limitSeconds,
  arrange: (ground) => {
    const program = ground.write('server.cjs', cleanServer());
    return runConfig(
      ground,
      `export default { services: { ${kind}: { url: '${urls[kind](1)}' } }, targets: [{ name: 'server', command: ['node', ${JSON.stringify(program)}] }], endpoints: ['GET /a'] };`,
    );
  },
});

/** Ends or stops the run's own server from inside the target, as an operator's mistake would. */
const lost = (
  name: string,
  kind: 'postgres' | 'redis',
  pattern: string,
  signal: string,
  expected: Expected,
): FaultCase => ({
  name,
  expected,
  limitSeconds,
  arrange: (ground) =>
    runSource(
      ground,
      leakyServer(`
        const fs = require('node:fs');
        setTimeout(() => {
          for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) {
            try {
              const line = fs.readFileSync('/proc/' + pid + '/cmdline', 'utf8');
              if (${pattern}.test(line) && line.includes(process.env.TMPDIR)) process.kill(Number(pid), '${signal}');
            } catch {}
          }
        }, 1500);`),
      { options: ['--diagnose', 'never', '--service', kind] },
    ),
});

/** Where the observer cannot count any more the run says so; where it can the leak is told. */
const typed: Expected = { exit: [1, 3], says: /\[SERVICE_LOST\]|leaking/ };

export const serviceCases: readonly FaultGroup[] = [
  {
    title: 'services',
    cases: [
      ...(['postgres', 'redis'] as const).flatMap((kind) => [
        ...speakers.map(([name, speak]) => stranger(kind, name, speak)),
        refused(kind),
      ]),
      lost('our redis is killed', 'redis', '/redis-server/', 'SIGKILL', typed),
      lost('our redis is stopped', 'redis', '/redis-server/', 'SIGSTOP', typed),
      lost('our postgres is killed', 'postgres', '/postgres.*-D/s', 'SIGKILL', typed),
      lost('our postgres is stopped', 'postgres', '/postgres.*-D/s', 'SIGSTOP', typed),
    ],
  },
];
