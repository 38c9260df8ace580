import { Box } from 'meterbox';

/**
 * import { httpMeter } from 'http-meter';
 * app.use(httpMeter({ box }));
 * app.get('/metrics', (req, res) => res.type('text').send(box.text()));
 */
export function httpMeter({ box = new Box(), prefix = 'http_', ignore = ['/metrics', '/healthz'] } = {}) {
  const total = box.counter(`${prefix}requests_total`, 'Requests', ['method', 'path', 'status']);
  const took = box.histogram(`${prefix}request_ms`, 'Duration', ['method', 'path', 'status']);
  const skipped = new Set(ignore);

  return function meter(req, res, next) {
    const path = req.originalUrl.split('?', 1)[0];
    if (skipped.has(path)) return next();
    const started = process.hrtime.bigint();
    res.once('finish', () => {
      const labels = { method: req.method, path, status: statusClass(res.statusCode) };
      total.inc(labels);
      took.observe(labels, Number(process.hrtime.bigint() - started) / 1e6);
    });
    next();
  };
}

function statusClass(code) {
  return `${Math.floor(code / 100)}xx`;
}

export { Box };
