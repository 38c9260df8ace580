import http from 'node:http';
import { setMaxListeners } from 'node:events';
import express from 'express';
import { fetch } from 'undici-4';

const stopping = new AbortController();
setMaxListeners(0, stopping.signal);
process.once('SIGTERM', () => {
  stopping.abort();
  process.exit(0);
});

const station = http.createServer((req, res) => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ station: req.url.slice(1), celsius: 7.5, wind: 'NW' }));
});

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/weather/:station', async (req, res, next) => {
  try {
    const answer = await fetch(`http://127.0.0.1:${station.address().port}/${req.params.station}`, {
      signal: stopping.signal,
    });
    const { celsius, wind } = await answer.json();
    res.json({ text: `${celsius} C, wind ${wind}` });
  } catch (err) {
    next(err);
  }
});

station.listen(0, '127.0.0.1', () => app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1'));
