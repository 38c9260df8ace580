'use strict';

const { WirePool } = require('wirepool');

class BinError extends Error {}

class BinClient {
  constructor({ host, port, connections = 2 }) {
    this.pool = new WirePool({ host, port, size: connections });
  }

  async #ask(line) {
    const wire = await this.pool.take();
    try {
      const answer = await wire.ask(line);
      if (answer.startsWith('ERR ')) throw new BinError(answer.slice(4));
      return answer.slice(3);
    } finally {
      wire.release();
    }
  }

  async content(bin) {
    const [sku, count] = (await this.#ask(`CONTENT ${bin}`)).split(' ');
    return { bin, sku, count: Number(count) };
  }

  /** Contents of several bins, in the given order. */
  contents(bins) {
    return Promise.all(bins.map((bin) => this.content(bin)));
  }

  async move(from, to, count) {
    return (await this.#ask(`MOVE ${from} ${to} ${count}`)) === 'done';
  }
}

module.exports = { BinClient, BinError };
