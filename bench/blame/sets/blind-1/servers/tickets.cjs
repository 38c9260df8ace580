const { NodeTracerProvider, BatchSpanProcessor } = require('@opentelemetry/sdk-trace-node');
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg');

const exporter = { export: (spans, done) => done({ code: 0 }), shutdown: async () => {}, forceFlush: async () => {} };
const provider = new NodeTracerProvider();
provider.addSpanProcessor(new BatchSpanProcessor(exporter, { scheduledDelayMillis: 500 }));
provider.register();
registerInstrumentations({ tracerProvider: provider, instrumentations: [new PgInstrumentation()] });

const http = require('http');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 8 });
pool.on('error', (err) => console.error('database', err.message));

async function loadTicket(id) {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select $1::int as id, now() as opened_at, $2::text as state', [id, id % 3 ? 'open' : 'solved']);
    return rows[0];
  } finally {
    client.release();
  }
}

const server = http.createServer(async (req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  const match = /^\/tickets\/(\d+)$/.exec(req.url);
  if (!match) return res.writeHead(404).end();
  try {
    const ticket = await loadTicket(Number(match[1]));
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(ticket));
  } catch (err) {
    console.error(err);
    res.writeHead(500).end();
  }
});

server.listen(Number(process.env.PORT), '127.0.0.1');
