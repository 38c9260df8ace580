import express from 'express';
import { TenantStore } from 'tenant-store';

const tenants = new TenantStore(process.env.DATABASE_URL);
await tenants.prepare();

async function describe(tenant) {
  try {
    return { status: 200, plan: await tenants.planOf(tenant) };
  } catch (error) {
    return { status: 404, error: error.message };
  }
}

const app = express();
app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/tenants/:name/plan', async (request, response) => {
  const { status, ...body } = await describe(request.params.name);
  response.status(status).json(body);
});

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
