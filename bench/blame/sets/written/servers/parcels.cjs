const express = require('express');
const { ParcelWatch } = require('parcel-watch');

const watch = new ParcelWatch();
watch.on('slow', (number) => (app.locals.slow = number));
let serial = 0;

const app = express();
app.use(express.json());
app.get('/healthz', (req, res) => res.send('ok'));

app.post('/orders/:order/parcel', async (req, res, next) => {
  try {
    serial += 1;
    const order = Number(req.params.order);
    const weight = req.body.weight ?? 1 + (order % 200) / 6.85;
    res.status(201).json(await watch.subscribe({ number: `P${serial}`, order, weight }));
  } catch (err) {
    next(err);
  }
});

app.listen(process.env.PORT, '127.0.0.1');
