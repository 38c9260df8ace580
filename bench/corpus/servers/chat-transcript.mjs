import Router from '@koa/router';
import Koa from 'koa';

const router = new Router();
let transcript = '';
let messages = 0;

function append(author, text) {
  messages += 1;
  transcript += `#${messages} ${author}: ${text} (seen by everyone in the room)\n`;
}

router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.post('/rooms/lobby/messages', (ctx) => {
  append('guest', 'hello there');
  ctx.status = 201;
  ctx.body = { number: messages };
});
router.get('/rooms/lobby', (ctx) => {
  ctx.body = transcript.slice(-2000);
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
