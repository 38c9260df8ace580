import Koa from 'koa';
import { pack } from 'frame-pack';

const accounts = Array.from({ length: 60 }, (_, i) => ({ id: i, owner: `Owner ${i}`, balance: 100 * i }));

function rowsFor(branch) {
  return accounts.filter((a) => a.id % 3 === branch % 3).map((a) => [a.id, a.owner, a.balance, `branch ${branch}`]);
}

const app = new Koa();
app.use(async (ctx) => {
  if (ctx.path === '/healthz') {
    ctx.body = 'ok';
    return;
  }
  const match = ctx.path.match(/^\/branches\/(\d+)\/export$/);
  if (!match) return;
  const branch = Number(match[1]);
  ctx.body = { branch, frame: pack(rowsFor(branch)) };
});
app.listen(process.env.PORT, '127.0.0.1');
