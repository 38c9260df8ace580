import Fastify from 'fastify';
import { createHash } from 'node:crypto';
import { withScratchFile } from 'scratch-file';

const app = Fastify();

function* bookings(account) {
  for (let day = 1; day <= 12; day++) {
    yield `2025-03-${String(day).padStart(2, '0')};${account};${((account * day) % 900) / 10}\n`;
  }
}

async function buildStatement(account) {
  return withScratchFile('statement', async (file) => {
    file.append('date;account;amount\n');
    for (const line of bookings(account)) file.append(line);
    const content = file.read();
    return { account, bytes: content.length, sha1: createHash('sha1').update(content).digest('hex') };
  });
}

app.get('/healthz', async () => 'ok');
app.get('/accounts/:id/statement', async (request) => buildStatement(Number(request.params.id)));

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
