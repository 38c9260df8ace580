import express from 'express';
import { PriceBoard } from 'price-board';

const board = new PriceBoard({ base: { OAK: 12.4, PINE: 7.15, BEECH: 9.9 } });

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));

app.get('/prices/:symbol', async (req, res, next) => {
  try {
    const price = await board.lookup(req.params.symbol.toUpperCase(), {
      tier: req.query.tier ?? 'none',
      volume: Number(req.query.volume ?? 0),
      region: req.query.region,
    });
    res.json(price);
  } catch (err) {
    next(err);
  }
});

app.listen(process.env.PORT, '127.0.0.1');
