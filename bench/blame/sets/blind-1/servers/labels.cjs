const express = require('express');
const { createPool } = require('generic-pool');

const app = express();
app.use(express.json());

const zones = new Map([['DE', 1], ['AT', 2], ['FR', 2], ['ES', 3]]);
let sessions = 0;

const printers = createPool({
  create: async () => ({ session: ++sessions, page: Buffer.alloc(2048), jobs: 0 }),
  destroy: async (printer) => {
    printer.page = null;
  },
}, { min: 2, max: 20_000 });

async function printLabel(order) {
  const printer = await printers.acquire();
  const zone = zones.get(order.country);
  if (!zone) {
    return { order: order.id, label: null, reason: `no delivery to ${order.country}` };
  }
  printer.jobs += 1;
  const length = printer.page.write(`^XA^FO50,50^FD${order.id} Z${zone}^FS^XZ`);
  const label = printer.page.toString('base64', 0, length);
  await printers.release(printer);
  return { order: order.id, label };
}

app.get('/healthz', (req, res) => res.send('ok'));

app.post('/labels', async (req, res, next) => {
  try {
    res.json(await printLabel(req.body));
  } catch (err) {
    next(err);
  }
});

app.listen(Number(process.env.PORT), '127.0.0.1');
