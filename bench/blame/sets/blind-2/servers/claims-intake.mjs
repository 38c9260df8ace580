import http from 'node:http';
import express from 'express';
import { DocScan } from 'doc-scan';

const classifier = http.createServer((req, res) => {
  let text = '';
  req.setEncoding('utf8');
  req.on('data', (part) => { text += part; });
  req.on('end', () => {
    const doc = JSON.parse(text);
    const kind = /windscreen|bumper/.test(doc.text) ? 'motor' : 'household';
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ documentId: doc.documentId, kind, score: 0.93 }));
  });
});
classifier.keepAliveTimeout = 0;
await new Promise((r) => classifier.listen(0, '127.0.0.1', r));

const scan = new DocScan({ origin: `http://127.0.0.1:${classifier.address().port}` });
const app = express();

app.get('/healthz', (req, res) => res.send('ok'));

app.post('/claims/:claim/documents', express.json({ limit: '64kb' }), async (req, res, next) => {
  try {
    const verdict = await scan.classify(`${req.params.claim}-1`, req.body.text ?? '');
    res.status(201).json({ claim: req.params.claim, desk: verdict.kind, sure: verdict.score > 0.9 });
  } catch (err) {
    next(err);
  }
});

app.listen(process.env.PORT, '127.0.0.1');
