import Koa from 'koa';
import { LeaseLock } from 'lease-lock';

const lock = new LeaseLock({ ttl: 60_000 });
const refunded = new Map();

async function refund(order) {
  return lock.run(`order:${order}`, async (lease) => {
    if (refunded.has(order)) return lease.skip();
    await new Promise((done) => setImmediate(done));
    refunded.set(order, { order, at: Date.now() });
    return refunded.get(order);
  });
}

const app = new Koa();
app.use(async (ctx) => {
  if (ctx.path === '/healthz') {
    ctx.body = 'ok';
    return;
  }
  const match = /^\/orders\/(\d+)\/refund$/.exec(ctx.path);
  if (!match || ctx.method !== 'POST') return;
  const outcome = await refund(Number(match[1]) % 50);
  if (outcome === false) {
    ctx.status = 202;
    ctx.body = { state: 'pending' };
  } else {
    ctx.body = outcome ? { state: 'refunded', at: outcome.at } : { state: 'already refunded' };
  }
});
app.listen(process.env.PORT, '127.0.0.1');
