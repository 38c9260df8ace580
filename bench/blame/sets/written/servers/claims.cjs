const Koa = require('koa');
const { Casework } = require('casework');

const casework = new Casework({ threshold: 18 });
const kinds = ['water', 'fire', 'theft', 'storm', 'glass'];

const app = new Koa();
app.use(async (ctx, next) => {
  if (ctx.path === '/healthz') ctx.body = 'ok';
  else await next();
});
app.use(async (ctx) => {
  const match = /^\/claims\/(\d+)$/.exec(ctx.path);
  if (!match) return;
  const id = Number(match[1]);
  const facts = { id, kind: kinds[id % kinds.length], amount: (id * 37) % 4000, days: id % 30, earlier: id % 3 };
  ctx.body = { id, ...casework.assess(facts) };
});
app.listen(process.env.PORT, '127.0.0.1');
