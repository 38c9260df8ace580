const Koa = require('koa');
const Router = require('@koa/router');
const schedule = require('node-schedule');

const app = new Koa();
const router = new Router();
const outbox = { sent: 0, last: null };

function deliver(reminder) {
  outbox.sent += 1;
  outbox.last = reminder.invoice;
}

schedule.scheduleJob('0 3 * * *', () => {
  outbox.sent = 0;
});

router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});

router.get('/outbox', (ctx) => {
  ctx.body = outbox;
});

router.post('/invoices/:id/reminders', (ctx) => {
  const reminder = {
    invoice: ctx.params.id,
    subject: `Invoice ${ctx.params.id} is due`,
    to: `accounts+${ctx.params.id}@example.org`,
  };
  const delay = Math.min(Number(ctx.query.delay) || 250, 60_000);
  const job = schedule.scheduleJob(new Date(Date.now() + delay), () => deliver(reminder));
  ctx.status = 202;
  ctx.body = { invoice: reminder.invoice, at: job.nextInvocation() };
});

app.use(router.routes());
app.listen(Number(process.env.PORT), '127.0.0.1');
