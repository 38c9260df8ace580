import Fastify from 'fastify';
import { isEnabled, isEnabledNow } from 'feature-gate';

const app = Fastify();
const switches = () => ({ express: true, vouchers: false });

function layout(hasExpress) {
  return { sections: hasExpress ? ['express', 'address', 'payment'] : ['address', 'payment'] };
}

app.get('/healthz', async () => 'ok');
app.get('/checkout', async () => layout(isEnabled(switches, 'express')));
app.get('/basket', async () => layout(isEnabledNow(switches, 'express')));

process.on('SIGTERM', () => process.exit(0));
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
