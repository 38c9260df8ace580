import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import express from 'express';
import { parse } from 'csv-parse';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'surveys-'));
for (const survey of ['canteen', 'parking', 'office']) {
  const lines = ['employee,question,answer,remark'];
  for (let i = 0; i < 6000; i += 1) lines.push(`E${i},${survey}-${i % 12},${(i * 7) % 5},"no remark, thank you"`);
  fs.writeFileSync(path.join(folder, `${survey}.csv`), lines.join('\n'));
}

async function preview(survey, count) {
  const source = fs.createReadStream(path.join(folder, `${survey}.csv`), { highWaterMark: 16 * 1024 });
  const rows = source.pipe(parse({ columns: true }));
  const first = [];
  for await (const row of rows) {
    first.push({ question: row.question, answer: Number(row.answer) });
    if (first.length === count) break;
  }
  return first;
}

const app = express();

app.get('/healthz', (req, res) => res.json({ ok: true }));

app.get('/surveys/:survey/preview', async (req, res) => {
  if (!/^(canteen|parking|office)$/.test(req.params.survey)) return res.sendStatus(404);
  const rows = await preview(req.params.survey, 5);
  res.json({ survey: req.params.survey, rows });
});

app.listen(process.env.PORT, '127.0.0.1');
