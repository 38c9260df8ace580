const express = require('express');
const http = require('http');
const { AuditClient } = require('audit-client');

const auditService = http.createServer((req, res) => {
  req.resume();
  req.on('end', () => {
    res.writeHead(202, { 'content-type': 'application/json', 'x-event-id': String(Date.now()) });
    res.end(JSON.stringify({ stored: true, retention: '10y' }));
  });
});
auditService.keepAliveTimeout = 15 * 60_000;

auditService.listen(0, '127.0.0.1', () => {
  const audit = new AuditClient({ url: `http://127.0.0.1:${auditService.address().port}`, source: 'refunds' });
  const app = express();
  app.use(express.json());

  app.get('/healthz', (req, res) => res.send('ok'));

  app.post('/orders/:id/refunds', async (req, res, next) => {
    try {
      const receipt = await audit.send('refund.requested', { order: req.params.id, cents: req.body.cents });
      res.status(201).json({ order: req.params.id, cents: req.body.cents, audited: receipt.accepted });
    } catch (err) {
      next(err);
    }
  });

  app.listen(Number(process.env.PORT), '127.0.0.1');
});
