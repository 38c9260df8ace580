'use strict';

const http = require('http');
const { createGuard } = require('inflight-guard');

function getJson(url, agent) {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent }, (res) => {
        let text = '';
        res.setEncoding('utf8');
        res.on('data', (d) => (text += d));
        res.on('error', reject);
        res.on('end', () => {
          if (res.statusCode !== 200) return reject(new Error(`stock answered ${res.statusCode}`));
          resolve(JSON.parse(text));
        });
      })
      .on('error', reject);
  });
}

class StockGateway {
  constructor({ url, staleAfter = 50, maxEntries = 200 }) {
    this.url = url;
    this.staleAfter = staleAfter;
    this.maxEntries = maxEntries;
    this.agent = new http.Agent({ keepAlive: true });
    this.cache = new Map();
    this.guard = createGuard({ onStop: () => this.agent.destroy() });
  }

  async level(sku) {
    const known = this.cache.get(sku);
    if (known && known.until > Date.now()) return { ...known.level, cached: true };
    const level = await this.guard.run(`level:${sku}`, () => getJson(`${this.url}/levels/${encodeURIComponent(sku)}`, this.agent));
    this.remember(sku, level);
    return { ...level, cached: false };
  }

  remember(sku, level) {
    this.cache.delete(sku);
    this.cache.set(sku, { level, until: Date.now() + this.staleAfter });
    if (this.cache.size > this.maxEntries) this.cache.delete(this.cache.keys().next().value);
  }

  close() {
    this.guard.stop();
  }
}

module.exports = { StockGateway };
