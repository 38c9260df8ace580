'use strict';
const { NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');

const provider = new NodeTracerProvider();
provider.register();
registerInstrumentations({ tracerProvider: provider, instrumentations: [new HttpInstrumentation()] });

const http = require('http');

const depot = http.createServer({ keepAliveTimeout: 0 }, (req, res) => {
  req.resume();
  res.setHeader('content-type', 'text/plain');
  res.end(`noted ${req.url}\n`.repeat(40));
});

// tells the depot; nobody waits for the answer
function notify(id) {
  const call = http.request({ host: '127.0.0.1', port: depot.address().port, path: `/notes/${id}`, method: 'POST' });
  call.on('error', (err) => console.error('depot:', err.message));
  call.end(JSON.stringify({ id, at: Date.now() }));
}

const app = http.createServer((req, res) => {
  if (req.url === '/healthz') return res.end('ok');
  const m = /^\/shipments\/(\w+)$/.exec(req.url);
  if (!m) {
    res.statusCode = 404;
    return res.end();
  }
  notify(m[1]);
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ id: m[1], state: 'handed over' }));
});

depot.listen(0, '127.0.0.1', () => app.listen(Number(process.env.PORT || 3000), '127.0.0.1'));
