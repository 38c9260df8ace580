'use strict';
const fastify = require('fastify');
const DataLoader = require('dataloader');

const catalogue = ['bolt M6', 'nut M6', 'washer', 'hinge', 'bracket'];

async function readOrders(numbers) {
  await null;
  return numbers.map((number) => ({
    number,
    customer: `K${number % 500}`,
    lines: catalogue.map((article, i) => ({ article, pieces: (number + i) % 9, cents: 120 + i * 35 })),
  }));
}

const orders = new DataLoader((numbers) => readOrders(numbers), { maxBatchSize: 50 });

const app = fastify();

app.get('/healthz', async () => ({ ok: true }));

app.register(async (scope) => {
  scope.decorate('orders', orders);

  scope.get('/:number/total', async function (request) {
    const order = await this.orders.load(Number(request.params.number));
    const cents = order.lines.reduce((sum, line) => sum + line.pieces * line.cents, 0);
    return { number: order.number, customer: order.customer, cents };
  });
}, { prefix: '/orders' });

app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
