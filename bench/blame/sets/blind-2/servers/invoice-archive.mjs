import Koa from 'koa';
import { ledgerExporter } from 'ledger-export';

const bookings = {
  'ACME': { '2024-01': [{ date: '2024-01-04', text: 'Licence', cents: 120000 }] },
  'NORTHWIND': { '2024-02': [{ date: '2024-02-11', text: 'Support', cents: 45000 }] },
};

async function entriesOf(account, month) {
  await null;
  return bookings[account]?.[month] ?? [];
}

const exporter = ledgerExporter(entriesOf);
const app = new Koa();

app.use(async (ctx, next) => {
  if (ctx.path === '/healthz') {
    ctx.body = 'ok';
    return;
  }
  await next();
});

app.use(async (ctx) => {
  const match = /^\/archive\/([A-Z]+)\/(\d{4}-\d{2})$/.exec(ctx.path);
  if (!match) return;
  const [, account, month] = match;
  const summary = await exporter.month(account, month);
  ctx.body = { ...summary, empty: summary.entries === 0 };
});

app.listen(process.env.PORT, '127.0.0.1');
