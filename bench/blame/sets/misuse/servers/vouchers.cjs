'use strict';
const net = require('node:net');
const { once } = require('node:events');
const fastify = require('fastify')();
const genericPool = require('generic-pool');

const ledger = net.createServer((socket) => {
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.on('data', (code) => {
    const number = Number(code.trim().slice(1));
    socket.write(JSON.stringify({ code: code.trim(), worth: 5 + (number % 10) * 5, expired: number % 20 === 0 }));
  });
});

const pool = genericPool.createPool({
  async create() {
    const socket = net.connect(ledger.address().port, '127.0.0.1');
    socket.setEncoding('utf8');
    await once(socket, 'connect');
    return socket;
  },
  async destroy(socket) {
    socket.destroy();
  },
}, { min: 2, max: 600 });

async function check(code) {
  const socket = await pool.acquire();
  socket.write(`${code}\n`);
  const [text] = await once(socket, 'data');
  const voucher = JSON.parse(text);
  if (voucher.expired) {
    return { code, usable: false };
  }
  await pool.release(socket);
  return { code, usable: true, worth: voucher.worth };
}

fastify.get('/healthz', async () => 'ok');
fastify.get('/vouchers/:code', async (request) => check(request.params.code));

ledger.listen(0, '127.0.0.1', () => {
  fastify.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
});
