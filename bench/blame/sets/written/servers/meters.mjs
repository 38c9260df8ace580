import express from 'express';
import { checksum, seal, unseal } from 'crc-lane';

const app = express();
app.use(express.json());
app.get('/healthz', (req, res) => res.send('ok'));

app.post('/readings', (req, res) => {
  const { meter, value } = req.body;
  const reading = JSON.stringify({ meter, value, unit: 'kWh' });
  const sealed = seal(reading);
  res.status(201).json({ meter, crc: checksum(reading), sealed: Buffer.from(sealed).toString('base64') });
});

app.post('/readings/check', (req, res) => {
  const content = unseal(Buffer.from(req.body.sealed, 'base64'));
  res.json({ valid: content !== null });
});

app.listen(process.env.PORT, '127.0.0.1');
