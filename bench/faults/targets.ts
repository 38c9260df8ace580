/** Sources of the small services that the cases drive. CommonJS, so that each is one file without a package. */

/** An HTTP server with this handler; `n` counts requests from 1. */
export const server = (handler: string, before = ''): string => `
const http = require('node:http');
${before}
let n = 0;
const server = http.createServer((request, response) => {
  n += 1;
  ${handler}
});
server.listen(process.env.PORT);
`;

const answer = `response.end('ok');`;

export const cleanServer = (before = ''): string => server(answer, before);

/** Keeps ten objects, some 1 KB, for each request. */
export const leakyServer = (before = ''): string =>
  server(
    `for (let i = 0; i < 10; i++) kept.push({ n, at: n / 7, text: 'item ' + n }); ${answer}`,
    `const kept = []; ${before}`,
  );

/** Behaves well until it was asked this often. After that it does what is given. */
export const serverUntil = (requests: number, then: string, before = ''): string =>
  server(`if (n <= ${requests}) { ${answer} return; } ${then}`, before);

/** A raw TCP server that answers as HTTP does until it was asked so often, and then what is given. */
export const rawServerUntil = (requests: number, then: string): string => `
const net = require('node:net');
let n = 0;
const good = 'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok';
net.createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', () => {
    n += 1;
    if (n <= ${requests}) { socket.write(good); return; }
    ${then}
  });
}).listen(process.env.PORT);
`;

/** Sends each request on to a child, which keeps 1 KB of it and ends after so many; `then` is done when it has ended. */
export const childThatDies = (requests: number, then: string): string => `
const { fork } = require('node:child_process');
const serve = () => {
  const waiting = new Map();
  let child, n = 0;
  const end = (id) => { waiting.get(id)?.end('ok'); waiting.delete(id); };
  const start = () => {
    child = fork(__filename, ['child']).on('message', end).on('exit', () => { [...waiting.keys()].forEach(end); ${then} });
  };
  start();
  require('node:http').createServer((request, response) => {
    n += 1;
    waiting.set(n, response);
    if (child.connected) child.send(n, () => {}); else end(n);
  }).listen(process.env.PORT);
};
const work = () => {
  const kept = [];
  process.on('message', (id) => {
    kept.push({ id, text: 'x'.repeat(1000) + id });
    process.send(id);
    if (kept.length === ${requests}) process.exit(1);
  });
};
if (process.argv[2] === 'child') work(); else serve();
`;
