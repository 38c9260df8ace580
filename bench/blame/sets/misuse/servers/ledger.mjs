import Fastify from 'fastify';
import knexFactory from 'knex';

const knex = knexFactory({
  client: 'pg',
  connection: process.env.DATABASE_URL,
  pool: { min: 2, max: 90 },
});

if (!(await knex.schema.hasTable('accounts'))) {
  await knex.schema.createTable('accounts', (t) => {
    t.integer('id').primary();
    t.integer('balance').notNullable();
    t.boolean('frozen').notNullable();
  });
}
await knex('accounts')
  .insert(Array.from({ length: 600 }, (_, id) => ({ id, balance: 1000 + id, frozen: id % 60 === 0 })))
  .onConflict('id')
  .merge();

const app = Fastify();
app.get('/healthz', async () => 'ok');

app.post('/accounts/:id/charges', async (request, reply) => {
  const id = Number(request.params.id) % 600;
  const trx = await knex.transaction();
  try {
    const account = await trx('accounts').where({ id }).first();
    if (account.frozen) return { accepted: false, reason: 'frozen' };
    await trx('accounts').where({ id }).update({ balance: account.balance - request.body.amount });
    await trx.commit();
    return { accepted: true };
  } catch (err) {
    await trx.rollback();
    reply.code(500);
    return { error: err.message };
  }
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
