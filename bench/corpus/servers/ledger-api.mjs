import express from 'express';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query('create table if not exists ledger (account int primary key, balance_cents int not null)');
await pool.query('insert into ledger select i, i * 1000 from generate_series(1, 100) i on conflict do nothing');

async function withdraw(account, cents) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query('select balance_cents from ledger where account = $1', [account]);
    if (rows[0].balance_cents < cents) return { accepted: false, balanceCents: rows[0].balance_cents };
    await client.query('update ledger set balance_cents = balance_cents - $2 where account = $1', [account, cents]);
    await client.query('commit');
    return { accepted: true };
  } finally {
    client.release();
  }
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.post('/withdrawals/:account/:cents', async (request, response) => {
  const outcome = await withdraw(Number(request.params.account), Number(request.params.cents));
  response.status(outcome.accepted ? 200 : 402).json(outcome);
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
