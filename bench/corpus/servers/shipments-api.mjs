import http from 'node:http';
import pg from 'pg';

async function withClient(work) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

await withClient(async (client) => {
  await client.query('create table if not exists shipments (id int primary key, city text not null)');
  await client.query(
    "insert into shipments select i, 'city ' || i from generate_series(1, 100) i on conflict do nothing",
  );
});

const findShipment = (id) =>
  withClient(async (client) => {
    const { rows } = await client.query('select id, city from shipments where id = $1', [id]);
    return rows[0];
  });

const server = http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  const shipment = await findShipment(Number(request.url.replace('/shipments/', '')) || 0);
  response.writeHead(shipment ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(shipment ?? { error: 'no such shipment' }));
});

process.on('SIGTERM', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
