import Router from '@koa/router';
import Koa from 'koa';

const members = Array.from({ length: 50 }, (_, index) => ({ id: index, name: `member ${index}` }));
const viewed = new WeakMap();

function remember(member, article) {
  const list = viewed.get(member) ?? [];
  list.push({ article, title: `Article ${article}`, position: list.length });
  viewed.set(member, list);
  return list.slice(-5);
}

const router = new Router();
let views = 0;
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/articles/front', (ctx) => {
  views += 1;
  const member = members[views % members.length];
  ctx.body = { member: member.name, recent: remember(member, views % 900) };
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
