import http from 'node:http';

export class RatesError extends Error {
  constructor(message, status) {
    super(message);
    this.name = 'RatesError';
    this.status = status;
  }
}

export class Transport {
  constructor({ baseUrl, token, timeout, signal }) {
    this.base = new URL(baseUrl);
    this.token = token;
    this.timeout = timeout;
    this.signal = signal;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  }

  send(method, path, body) {
    const payload = body === undefined ? null : Buffer.from(JSON.stringify(body));
    const headers = { accept: 'application/json' };
    if (this.token) headers.authorization = `Bearer ${this.token}`;
    if (payload) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = payload.length;
    }
    return new Promise((resolve, reject) => {
      const req = http.request(new URL(path, this.base), { method, headers, agent: this.agent, timeout: this.timeout });
      const abort = () => req.destroy(this.signal.reason);
      this.signal.addEventListener('abort', abort, { once: true });
      req.once('timeout', () => req.destroy(new RatesError('timed out', 0)));
      req.once('error', reject);
      req.once('response', (res) => {
        const parts = [];
        res.on('data', (part) => parts.push(part));
        res.once('error', reject);
        res.once('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          if (res.statusCode >= 400) return reject(new RatesError(text || res.statusMessage, res.statusCode));
          try {
            resolve(JSON.parse(text));
          } catch (err) {
            reject(err);
          }
        });
      });
      req.end(payload);
    });
  }

  destroy() {
    this.agent.destroy();
  }
}
