'use strict';

const http = require('http');

class DeskError extends Error {
  constructor(status, text) {
    super(`invoice desk answered ${status}: ${text}`);
    this.status = status;
  }
}

class InvoiceDesk {
  #base;
  #agent;

  constructor({ base, maxSockets = Infinity, maxFreeSockets = 32 }) {
    this.#base = base;
    this.#agent = new http.Agent({ keepAlive: true, maxSockets, maxFreeSockets, scheduling: 'lifo' });
  }

  #call(method, path, body) {
    return new Promise((resolve, reject) => {
      const payload = body ? JSON.stringify(body) : '';
      const headers = payload ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } : {};
      const req = http.request(this.#base + path, { method, headers, agent: this.#agent });
      req.on('error', reject);
      req.on('response', resolve);
      req.end(payload);
    });
  }

  async #text(res) {
    let text = '';
    for await (const part of res.setEncoding('utf8')) text += part;
    return text;
  }

  /** The invoice, or null when there is none (or none any more). */
  async get(id) {
    const res = await this.#call('GET', `/invoices/${id}`);
    switch (res.statusCode) {
      case 200:
        return JSON.parse(await this.#text(res));
      case 404:
        await this.#text(res);
        return null;
      case 410:
        return null;
      default:
        throw new DeskError(res.statusCode, await this.#text(res));
    }
  }

  async create(invoice) {
    const res = await this.#call('POST', '/invoices', invoice);
    const text = await this.#text(res);
    if (res.statusCode !== 201) throw new DeskError(res.statusCode, text);
    return JSON.parse(text);
  }

  close() {
    this.#agent.destroy();
  }
}

module.exports = { InvoiceDesk, DeskError };
