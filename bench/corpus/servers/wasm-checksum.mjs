import Fastify from 'fastify';

const app = Fastify();
const addTwo = Uint8Array.of(
  0x00,
  0x61,
  0x73,
  0x6d,
  0x01,
  0x00,
  0x00,
  0x00,
  0x01,
  0x07,
  0x01,
  0x60,
  0x02,
  0x7f,
  0x7f,
  0x01,
  0x7f,
  0x03,
  0x02,
  0x01,
  0x00,
  0x07,
  0x07,
  0x01,
  0x03,
  0x61,
  0x64,
  0x64,
  0x00,
  0x00,
  0x0a,
  0x09,
  0x01,
  0x07,
  0x00,
  0x20,
  0x00,
  0x20,
  0x01,
  0x6a,
  0x0b,
);
const { instance } = await WebAssembly.instantiate(addTwo);
const memory = new WebAssembly.Memory({ initial: 4, maximum: 4 });

function checksum(text) {
  const bytes = new Uint8Array(memory.buffer);
  const { written } = new TextEncoder().encodeInto(text, bytes);
  let sum = 0;
  for (let index = 0; index < written; index += 1) sum = instance.exports.add(sum * 31, bytes[index]);
  return sum;
}

app.get('/healthz', async () => 'ok');
app.get('/checksum/:text', async (request) => ({ checksum: checksum(request.params.text.repeat(20)) }));

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
