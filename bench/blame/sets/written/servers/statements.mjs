import http from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SheetDigest } from 'sheet-digest';

const folder = mkdtempSync(join(tmpdir(), 'statements-'));
for (let month = 1; month <= 12; month++) {
  const rows = Array.from({ length: 40 }, (_, i) => `${i};${i * month};${(i * 7) % month}`);
  writeFileSync(join(folder, `${month}.csv`), `entry;credit;debit\n${rows.join('\n')}\n`);
}

const digest = new SheetDigest({ threads: 2 });

http
  .createServer(async (req, res) => {
    if (req.url === '/healthz') return res.end('ok');
    const match = req.url.match(/^\/statements\/(\d+)$/);
    if (!match) return res.writeHead(404).end();
    const month = (Number(match[1]) % 12) + 1;
    try {
      const { credit, debit } = await digest.sums(join(folder, `${month}.csv`), ['credit', 'debit']);
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ month, credit, debit, balance: credit - debit }));
    } catch (err) {
      res.writeHead(500).end(err.message);
    }
  })
  .listen(process.env.PORT, '127.0.0.1');
