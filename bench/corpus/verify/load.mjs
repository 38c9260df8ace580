import http from 'node:http';

const connections = 10;
const hangUpAfterMs = 5;

const fill = (text, n) => text.replaceAll('{n}', String(n));

function encodeBody(body, n) {
  if (body === undefined) return { bytes: null, type: null };
  if (typeof body === 'string') return { bytes: fill(body, n), type: null };
  return { bytes: fill(JSON.stringify(body), n), type: 'application/json' };
}

function requestOptions(step, n, port, agent) {
  const { bytes, type } = encodeBody(step.body, n);
  const headers = Object.fromEntries(Object.entries(step.headers ?? {}).map(([key, value]) => [key, fill(value, n)]));
  if (type) headers['content-type'] ??= type;
  if (bytes) headers['content-length'] = Buffer.byteLength(bytes);
  const options = { host: '127.0.0.1', port, method: step.method ?? 'GET', path: fill(step.path, n), headers, agent };
  return { options, bytes };
}

function isExpected(status, expected = [200, 399]) {
  const [from, to] = Array.isArray(expected) ? expected : [expected, expected];
  return status >= from && status <= to;
}

function send(step, n, port, agent) {
  const { options, bytes } = requestOptions(step, n, port, agent);
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      response.on('data', () => step.abort && request.destroy());
      response.on('close', () => {
        if (isExpected(response.statusCode, step.expectStatus)) return resolve();
        reject(new Error(`${options.method} ${options.path} answered ${response.statusCode}`));
      });
    });
    request.on('error', (error) => (step.abort ? resolve() : reject(error)));
    request.end(bytes);
    if (step.abort === 'request') setTimeout(() => request.destroy(), hangUpAfterMs);
    else request.setTimeout(20_000, () => request.destroy(new Error(`${options.path}: no answer in 20 s`)));
  });
}

/** Sends exactly `count` units of one endpoint over at most ten connections, then closes them all. */
export async function sendUnits(endpoint, count, firstN, port) {
  const steps = endpoint.steps ?? [endpoint];
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  const startedAt = performance.now();
  async function work() {
    while (next < count) {
      const n = firstN + next;
      next += 1;
      for (const step of steps) await send(step, n, port, agent);
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(connections, count) }, work));
  } finally {
    agent.destroy();
  }
  const tookMs = performance.now() - startedAt;
  return { perSecond: (count / tookMs) * 1000 };
}
