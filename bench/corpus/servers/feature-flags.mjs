import http from 'node:http';

const flags = { checkout: true, search: false, darkMode: true };
const sessions = new Map();

function explain(session) {
  const decisions = Object.entries(flags).map(([name, isOn]) => ({ name, isOn, rule: 'default' }));
  sessions.set(session, decisions);
  return decisions;
}

const server = http.createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  if (request.url !== '/flags') return response.writeHead(404).end();
  const session = request.headers['x-debug-session'];
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(session ? { flags, decisions: explain(session) } : { flags }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
