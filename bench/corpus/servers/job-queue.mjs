import { EventEmitter, once } from 'node:events';
import Router from '@koa/router';
import Koa from 'koa';

const bus = new EventEmitter();
bus.setMaxListeners(0);
const queue = [];
let isRunning = false;
let lastJob = 0;

function work() {
  for (const job of queue.splice(0)) bus.emit(`done:${job}`, job * 2);
  isRunning = false;
}

async function runJob() {
  lastJob += 1;
  const job = lastJob;
  queue.push(job);
  if (!isRunning) {
    isRunning = true;
    setImmediate(work);
  }
  const [result] = await once(bus, `done:${job}`);
  return { job, result };
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.post('/jobs', async (ctx) => {
  ctx.body = await runJob();
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
