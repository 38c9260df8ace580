const fs = require('fs');
const os = require('os');
const path = require('path');
const fastify = require('fastify');
const { withRecords } = require('recordfile');

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'contracts-')), 'contracts.dat');
fs.writeFileSync(file, '');

class NotSigned extends Error {}

async function contract(id) {
  return withRecords(file, { length: 96 }, async (records) => {
    const data = JSON.parse(await records.get(id % records.count));
    if (!data.signed) throw new NotSigned(`contract ${id}`);
    return data;
  });
}

const app = fastify();
app.get('/healthz', async () => 'ok');

app.get('/contracts/:id', async (request) => {
  const id = Number(request.params.id);
  try {
    return { id, state: 'signed', ...(await contract(id)) };
  } catch (err) {
    if (err instanceof NotSigned) return { id, state: 'draft' };
    throw err;
  }
});

async function main() {
  await withRecords(file, { length: 96, mode: 'r+' }, async (records) => {
    for (let i = 0; i < 30; i++) await records.append(JSON.stringify({ party: `Party ${i}`, signed: i % 3 !== 0 }));
  });
  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
}
main();
