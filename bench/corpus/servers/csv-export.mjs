import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Router from '@koa/router';
import Koa from 'koa';

async function* readRows(count) {
  for (let number = 0; number < count; number += 1) {
    if (number % 10 === 0) await null;
    yield { number, city: `city ${number % 9}`, people: number * 1000 };
  }
}

function toCsv() {
  return new Transform({
    writableObjectMode: true,
    transform: (row, _encoding, done) => done(null, `${row.number},${row.city},${row.people}\n`),
  });
}

async function exportRows(count) {
  const lines = [];
  await pipeline(Readable.from(readRows(count)), toCsv(), async (csv) => {
    for await (const chunk of csv) lines.push(chunk.toString());
  });
  return lines.join('');
}

const router = new Router();
router.get('/healthz', (ctx) => {
  ctx.body = 'ok';
});
router.get('/export.csv', async (ctx) => {
  ctx.type = 'text/csv';
  ctx.body = await exportRows(20);
});

const app = new Koa();
app.use(router.routes());
process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
