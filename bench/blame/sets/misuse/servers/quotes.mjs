import express from 'express';
import { QuoteDesk } from 'quote-desk';

const desk = new QuoteDesk({ everyMs: 1000 });
const spread = 0.0004;

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));

app.get('/quotes/:pair', async (req, res) => {
  const quote = await desk.get(req.params.pair);
  res.json({ pair: quote.id, bid: quote.price - spread, ask: quote.price + spread });
});

app.get('/board', async (req, res) => {
  const board = await Promise.all(['EURUSD', 'GBPUSD'].map((pair) => desk.get(pair)));
  res.json(board.map(({ id, price }) => ({ id, price })));
  for (const quote of board) quote.close();
});

app.listen(process.env.PORT, '127.0.0.1');
