import http from 'node:http';
import { gauge } from 'agent-gauge';

export class Catalog {
  #base;
  #gauge;
  #etags = new Map();

  constructor(base, { maxSockets = 8, remember = 100 } = {}) {
    this.#base = base;
    this.#gauge = gauge(new http.Agent({ keepAlive: true, maxSockets }), { name: 'catalog' });
    this.remember = remember;
  }

  async lookup(sku) {
    const known = this.#etags.get(sku);
    const { status, headers, body } = await this.#get(`/products/${encodeURIComponent(sku)}`, known && { 'if-none-match': known.etag });
    if (status === 304) return known.product;
    if (status === 404) return null;
    const product = JSON.parse(body);
    if (headers.etag) {
      this.#etags.set(sku, { etag: headers.etag, product });
      if (this.#etags.size > this.remember) this.#etags.delete(this.#etags.keys().next().value);
    }
    return product;
  }

  figures() {
    return this.#gauge.read();
  }

  #get(path, headers = {}) {
    return new Promise((resolve, reject) => {
      const req = http.get(`${this.#base}${path}`, { agent: this.#gauge.agent, headers }, (res) => {
        let body = '';
        res.setEncoding('utf8').on('data', (d) => (body += d));
        res.on('error', reject);
        res.on('end', () => resolve({ status: res.statusCode, headers: res.headers, body }));
      });
      req.on('error', reject);
    });
  }
}
