import { createReadStream, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { parse } from 'csv-parse';

const file = join(tmpdir(), `catalog-${process.pid}.csv`);
const rows = Array.from({ length: 12000 }, (_, i) => `SKU-${i},Article number ${i},${(i % 900) / 10}`);
writeFileSync(file, ['sku,title,price', ...rows].join('\n'));

async function find(sku) {
  const records = createReadStream(file, { highWaterMark: 8192 }).pipe(parse({ columns: true }));
  for await (const record of records) {
    if (record.sku === sku) return record;
  }
  return null;
}

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/catalog/:sku', async (req, res) => {
  const article = await find(req.params.sku);
  if (!article) return res.sendStatus(404);
  res.json(article);
});
app.listen(process.env.PORT, '127.0.0.1');
