import Router from '@koa/router';
import Koa from 'koa';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
await pool.query('create table if not exists inventory (sku text primary key, stock int not null)');
await pool.query("insert into inventory select 'sku-' || i, i from generate_series(1, 200) i on conflict do nothing");

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/inventory/:sku', async (ctx) => {
  const client = await pool.connect();
  const { rows } = await client.query('select sku, stock from inventory where sku = $1', [ctx.params.sku]);
  if (rows.length === 0) {
    ctx.status = 404;
    ctx.body = { error: 'unknown sku' };
    return;
  }
  ctx.body = rows[0];
  client.release();
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
