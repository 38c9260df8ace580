'use strict';
const http = require('http');
const express = require('express');
const { PubSub, withFilter } = require('graphql-subscriptions');

const pubsub = new PubSub();
const last = new Map();

// the big screens in the halls show one lot each
async function screen(lot) {
  const bids = withFilter(
    () => pubsub.asyncIterator('BID'),
    (payload, variables) => payload.bid.lot === variables.lot,
  )(undefined, { lot }, {}, {});
  for (;;) {
    const { value, done } = await bids.next();
    if (done) return;
    last.set(value.bid.lot, value.bid);
  }
}
for (const lot of [1, 2, 3]) screen(lot);

const app = express();
app.use(express.json());
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/screens', (req, res) => res.json([...last.values()]));
app.post('/lots/:lot/bids', async (req, res) => {
  const bid = { lot: Number(req.params.lot), bidder: req.body.bidder, cents: req.body.cents };
  await pubsub.publish('BID', { bid });
  res.status(201).json(bid);
});

app.listen(Number(process.env.PORT || 3000), '127.0.0.1');
