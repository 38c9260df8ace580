'use strict';
const net = require('node:net');
const express = require('express');
const { lookup } = require('parcel-lookup');

const depots = ['HAM', 'LYS', 'MAN'];
const carrier = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.on('data', (code) => socket.write(`${depots[code.length % 3]} sorted\n`));
});

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/parcels/:code', async (req, res) => {
  const parcel = await lookup(req.params.code, { port: carrier.address().port });
  res.json({ code: parcel.code, depot: parcel.depot, state: parcel.state });
});

carrier.listen(0, '127.0.0.1', () => app.listen(process.env.PORT, '127.0.0.1'));
