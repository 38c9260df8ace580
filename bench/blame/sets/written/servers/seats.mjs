import express from 'express';
import { Lendable } from 'lendable';

class SeatPlan {
  constructor(serial) {
    this.serial = serial;
    this.rows = Array.from({ length: 20 }, (_, r) => new Uint8Array(30).fill((r + serial) % 2));
  }
  free(row) {
    return this.rows[row].reduce((sum, taken) => sum + (taken ? 0 : 1), 0);
  }
}

let plans = 0;
const pool = new Lendable({ create: async () => new SeatPlan(++plans) }, { max: 4 });

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));

app.get('/shows/:id/seats', async (req, res, next) => {
  const plan = await pool.acquire();
  try {
    await new Promise((done) => setImmediate(done));
    const row = Number(req.params.id) % plan.rows.length;
    res.json({ show: Number(req.params.id), row, free: plan.free(row) });
  } catch (err) {
    next(err);
  } finally {
    pool.release(plan);
  }
});

app.listen(process.env.PORT, '127.0.0.1');
