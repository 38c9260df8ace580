'use strict';
const http = require('node:http');
const DataLoader = require('dataloader');

async function findCustomers(ids) {
  await new Promise((resolve) => setImmediate(resolve));
  return ids.map((id) => ({
    id,
    name: `Customer ${id}`,
    segment: id % 2 ? 'retail' : 'trade',
    addresses: [{ street: `${id} Mill Lane`, city: 'Leeds', country: 'GB' }],
  }));
}

const customers = new DataLoader((ids) => findCustomers(ids), { maxBatchSize: 100 });

async function order(id) {
  const [buyer, recipient] = await customers.loadMany([id, id + 1]);
  return { id, buyer: buyer.name, recipient: recipient.name, ship: recipient.addresses[0].city };
}

const server = http.createServer(async (req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  const match = /^\/customers\/(\d+)\/order$/.exec(req.url);
  if (!match) {
    res.writeHead(404);
    return res.end();
  }
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(await order(Number(match[1]))));
});
server.listen(process.env.PORT, '127.0.0.1');
