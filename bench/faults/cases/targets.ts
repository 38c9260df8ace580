import { type RunOptions, runSource } from '../commands.js';
import { type Expected, type FaultCase, type FaultGroup, fault, leaking } from '../fault-case.js';
import { childThatDies, cleanServer, leakyServer, rawServerUntil, server, serverUntil } from '../targets.js';

const target = (name: string, source: string, expected: Expected, more: RunOptions = {}): FaultCase =>
  fault(name, expected, (ground) => runSource(ground, source, more));

const two = { paths: ['/a', '/b'] };
/** Answers stopped, and nobody knows what would have come: never clean, never a leak. */
const notDecided: Expected = { exit: [2, 3], saysNot: /✔ clean/ };
const crashed: Expected = { exit: [3], code: 'TARGET_CRASHED' };
const clean: Expected = { exit: [0], verdict: 'clean' };
/** What a process held that ended was a leak or none: nobody knows, and it is said. */
const childEnded: Expected = { exit: [0, 1, 2], says: /WORKER_REPLACED/ };

/** Dies or falls silent in the middle. */
const ending: readonly FaultCase[] = [
  target('falls silent after 100 requests', serverUntil(100, ''), notDecided, two),
  target(
    'stops itself (SIGSTOP) at request 150',
    serverUntil(150, `process.kill(process.pid, 'SIGSTOP');`),
    notDecided,
    two,
  ),
  target('loops for ever at request 150', serverUntil(150, 'for (;;);'), notDecided, two),
  target('closes its port at request 150', serverUntil(150, `server.close(); request.socket.destroy();`), notDecided),
  target(
    'resets each connection from request 150 on',
    serverUntil(150, 'request.socket.resetAndDestroy();'),
    notDecided,
  ),
  target('exits with 0 at request 150', serverUntil(150, 'process.exit(0);'), crashed),
  target('exits with 1 at request 150', serverUntil(150, 'process.exit(1);'), crashed),
  target('throws at request 150', serverUntil(150, `throw new Error('boom');`), { ...crashed, says: /boom/ }),
  target('rejects at request 150', serverUntil(150, `Promise.reject(new Error('boom'));`), {
    ...crashed,
    says: /boom/,
  }),
  target('kills itself (SIGKILL) at request 150', serverUntil(150, `process.kill(process.pid, 'SIGKILL');`), crashed),
  target('aborts at request 150', serverUntil(150, 'process.abort();'), crashed),
  target('ends at the first request', serverUntil(0, 'process.exit(7);'), crashed),
  target(
    'dies of its heap, 100 KB a request',
    server(`kept.push(Array.from({ length: 12000 }, () => n)); response.end('ok');`, 'const kept = [];'),
    { exit: [1], verdict: 'leaking' },
    { node: ['--max-old-space-size=48'] },
  ),
  target(
    'dies of its file limit',
    server(
      `kept.push(fs.openSync(__filename)); response.end('ok');`,
      `const fs = require('node:fs'); const kept = [];`,
    ),
    leaking,
    { before: 'ulimit -n 400;' },
  ),
  target('has a child that leaks and dies for good', childThatDies(600, ''), childEnded),
  target('has a child that leaks, dies and is replaced', childThatDies(600, 'start();'), childEnded),
];

/** Answers that no client likes. */
const answering: readonly FaultCase[] = [
  target(
    'body without end',
    serverUntil(60, `const more = () => response.write('x'.repeat(1000)); setInterval(more, 20);`),
    notDecided,
  ),
  target('one byte a second, for ever', serverUntil(60, `setInterval(() => response.write('x'), 1000);`), notDecided),
  target(
    'headers without end',
    rawServerUntil(
      60,
      `socket.write('HTTP/1.1 200 OK\\r\\n'); setInterval(() => socket.write('x-more: 1\\r\\n'), 500).unref();`,
    ),
    notDecided,
  ),
  target('no HTTP at all', rawServerUntil(0, `socket.write('hello\\n');`), { exit: [2, 3], saysNot: /✔ clean/ }),
  target('no HTTP from request 60 on', rawServerUntil(60, `socket.write('\\0\\x01garbage\\r\\n\\r\\n');`), notDecided),
  target(
    '100 Continue for ever',
    rawServerUntil(60, `setInterval(() => socket.write('HTTP/1.1 100 Continue\\r\\n\\r\\n'), 200);`),
    notDecided,
  ),
  target(
    'Content-Length larger than the body',
    rawServerUntil(60, `socket.write('HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nok');`),
    notDecided,
  ),
  target('status 500 to everything', server(`response.statusCode = 500; response.end('no');`), {
    exit: [2, 3],
    saysNot: /✔ clean/,
    says: /500/,
  }),
  target('status 500 from request 150 on', serverUntil(150, `response.statusCode = 500; response.end('no');`), {
    exit: [2, 3],
    says: /500/,
  }),
  target('redirects to itself', server(`response.writeHead(302, { location: request.url }); response.end();`), {
    exit: [0, 2],
    saysNot: /leaking/,
  }),
  target('body of 2 MB each', server(`response.end(body);`, `const body = Buffer.alloc(2e6);`), {
    exit: [0, 2],
    saysNot: /✖ leaking/,
  }),
  target('connection closed after each answer', server(`response.shouldKeepAlive = false; response.end('ok');`), clean),
  target('answers before it has read the request', server(`request.destroy !== undefined; response.end('ok');`), clean),
  target('204 and 304 without bodies', server(`response.statusCode = n % 2 ? 204 : 304; response.end();`), {
    exit: [0, 2, 3],
    saysNot: /✖ leaking/,
  }),
  target('every tenth answer takes 2 s', server(`setTimeout(() => response.end('ok'), n % 10 ? 0 : 2000);`), {
    exit: [0, 2],
    saysNot: /✖ leaking/,
  }),
  target(
    'stands for 3 s at request 50',
    server(`if (n === 50) { const end = Date.now() + 3000; while (Date.now() < end); } response.end('ok');`),
    clean,
  ),
];

/** Has tampered with what the agent and everybody else rely on. */
const tampering: readonly FaultCase[] = [
  ...[
    ['setTimeout', 'globalThis.setTimeout = () => ({});'],
    [
      'all timers',
      'for (const name of ["setTimeout", "setInterval", "setImmediate", "clearTimeout"]) globalThis[name] = () => ({});',
    ],
    [
      'node:timers',
      `const timers = require('node:timers'); timers.setTimeout = timers.setImmediate = () => ({}); require('node:timers/promises').setTimeout = () => new Promise(() => {});`,
    ],
    [
      'queueMicrotask and nextTick slowed',
      'const tick = process.nextTick; globalThis.queueMicrotask = (f) => setTimeout(f, 50);',
    ],
    ['the clock', 'Date.now = () => 0; performance.now = () => 0; process.hrtime.bigint = () => 0n;'],
    ['JSON', 'JSON.stringify = () => "{}"; JSON.parse = () => ({});'],
    ['Promise', 'globalThis.Promise = class Promise2 extends Promise {};'],
    ['process.exit and process.on', 'process.exit = () => {}; process.on = () => process;'],
    ['gc', 'globalThis.gc = () => { throw new Error("no gc"); };'],
    [
      'process.env emptied',
      'const port = process.env.PORT; for (const key of Object.keys(process.env)) if (key !== "PORT") delete process.env[key];',
    ],
    ['the folder', 'process.chdir("/");'],
    ['Array.prototype', 'Array.prototype.map = function () { return []; }; Array.prototype.push2 = 1;'],
    [
      'uncaughtException swallowed',
      'process.on("uncaughtException", () => {}); process.on("unhandledRejection", () => {});',
    ],
    ['process.title', 'process.title = "x".repeat(100);'],
    ['toJSON of arrays', `Object.defineProperty(Array.prototype, 'toJSON', { value: () => [] });`],
  ].flatMap(([what, before]) => [
    target(`replaces ${what}; keeps 1 KB a request`, leakyServer(before), leaking),
    ...(what === 'setTimeout' || what === 'the clock' || what === 'JSON'
      ? [target(`replaces ${what}; keeps nothing`, cleanServer(before), clean)]
      : []),
  ]),
  target(
    'replaces memoryUsage by what throws',
    leakyServer('process.memoryUsage = () => { throw new Error("no"); };'),
    { exit: [3], code: 'AGENT_UNRESPONSIVE' },
  ),
];

const permissions: RunOptions = { node: ['--experimental-permission', '--allow-fs-read=*', '--allow-fs-write=*'] };

/** Starts badly, prints badly, stops badly. */
const manners: readonly FaultCase[] = [
  target(
    'never listens',
    'setInterval(() => {}, 1000);',
    { exit: [3], code: 'TARGET_NOT_READY' },
    { options: ['--diagnose', 'never', '--ready', '/'] },
  ),
  target(
    'waits for a debugger',
    cleanServer(),
    { exit: [3], code: 'TARGET_NOT_READY', says: /Debugger listening/ },
    { node: ['--inspect-brk=127.0.0.1:0'] },
  ),
  target('is watched by Node.js (--watch)', leakyServer(), leaking, { node: ['--watch'] }),
  target('may make no code from strings', leakyServer(), leaking, {
    node: ['--disallow-code-generation-from-strings'],
  }),
  target('runs with --permission', leakyServer(), { exit: [1, 2], saysNot: /✔ clean/ }, permissions),
  target('traces its collections onto stdout', cleanServer(), clean, { node: ['--trace-gc'] }),
  target(
    'becomes another user',
    cleanServer(`process.setgroups([]); process.setgid(65534); process.setuid(65534);`),
    clean,
  ),
  target('listens on another port', `require('node:http').createServer((q, s) => s.end('ok')).listen(0);`, {
    exit: [3],
    code: 'TARGET_WRONG_PORT',
  }),
  target('ends at once', 'process.exit(5);', { exit: [3], code: 'TARGET_EXITED' }),
  target('ends at once with 0', '', { exit: [3], code: 'TARGET_EXITED' }),
  target('has a syntax error', 'const = ;', { exit: [3], code: 'TARGET_EXITED', says: /SyntaxError/ }),
  target(
    'accepts, and answers nothing from the start',
    `require('node:net').createServer(() => {}).listen(process.env.PORT);`,
    { exit: [2, 3], saysNot: /✔ clean/ },
  ),
  target('prints 50 MB', cleanServer(`process.stdout.write('y'.repeat(5e7));`), clean),
  target(
    'prints bytes that are no text',
    cleanServer(`process.stdout.write(require('node:crypto').randomBytes(1e6));`),
    clean,
  ),
  target('prints a line at each request', server(`console.log('request', n); response.end('ok');`), clean),
  target(
    'closes stdout and stderr',
    cleanServer(`require('node:fs').closeSync(1); require('node:fs').closeSync(2);`),
    clean,
  ),
  target('ends when stdin ends', cleanServer(`process.stdin.on('end', () => process.exit(3)).resume();`), {
    exit: [0, 3],
  }),
  target('ignores SIGTERM', cleanServer(`process.on('SIGTERM', () => {});`), clean),
  target(
    'listens after 4 s',
    `setTimeout(() => require('node:http').createServer((q, s) => s.end('ok')).listen(process.env.PORT), 4000);`,
    clean,
  ),
];

export const targetCases: readonly FaultGroup[] = [
  { title: 'target ends', cases: ending },
  { title: 'target answers', cases: answering },
  { title: 'target tampers', cases: tampering },
  { title: 'target starts and stops', cases: manners },
];
