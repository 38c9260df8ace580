import express from 'express';
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';

const house = new WebSocketServer({ port: 0, host: '127.0.0.1' });
house.on('connection', (socket) => {
  socket.on('message', (text) => {
    const { lot } = JSON.parse(text);
    socket.send(JSON.stringify({ lot, bid: 100 + (Number(lot) % 900), bidders: 4 }));
  });
});
await once(house, 'listening');
const houseUrl = `ws://127.0.0.1:${house.address().port}`;

async function currentBid(lot) {
  const socket = new WebSocket(houseUrl, { perMessageDeflate: false });
  await once(socket, 'open');
  socket.send(JSON.stringify({ lot }));
  const [answer] = await once(socket, 'message');
  return JSON.parse(answer);
}

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/auctions/:lot', async (req, res) => {
  const bid = await currentBid(req.params.lot);
  res.json({ ...bid, minimum: Math.ceil(bid.bid * 1.05) });
});
app.listen(process.env.PORT, '127.0.0.1');
