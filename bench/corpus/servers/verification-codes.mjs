import { randomInt, randomUUID } from 'node:crypto';
import Koa from 'koa';

const app = new Koa();
const validMs = 8000;
const codes = new Map();

function issueCode(address) {
  const id = randomUUID();
  codes.set(id, { address, code: String(randomInt(1e6)).padStart(6, '0'), issuedAt: new Date().toISOString() });
  setTimeout(() => codes.delete(id), validMs).unref();
  return id;
}

app.use(async (context) => {
  if (context.path === '/healthz') context.body = 'ok';
  else context.body = { id: issueCode('guest@example.org'), waiting: codes.size };
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
