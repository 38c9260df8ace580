import { Transport, RatesError } from './transport.js';

const UNITS = new Set(['kg', 'lb']);

function validate(shipment) {
  if (!shipment || typeof shipment !== 'object') throw new TypeError('shipment must be an object');
  for (const key of ['from', 'to']) {
    if (typeof shipment[key] !== 'string') throw new TypeError(`shipment.${key} must be a string`);
  }
  if (!(shipment.weight > 0)) throw new RangeError('shipment.weight must be positive');
  if (shipment.unit && !UNITS.has(shipment.unit)) throw new RangeError(`unknown unit ${shipment.unit}`);
}

export class FreightRates {
  #transport;
  #shutdown = new AbortController();

  constructor({ baseUrl, token = null, timeout = 5000 } = {}) {
    if (!baseUrl) throw new TypeError('baseUrl is required');
    this.#transport = new Transport({ baseUrl, token, timeout, signal: this.#shutdown.signal });
  }

  /** Prices one shipment. */
  async createQuote(shipment) {
    validate(shipment);
    const { from, to, weight, unit = 'kg' } = shipment;
    const answer = await this.#transport.send('POST', '/v3/quotes', { from, to, weight, unit });
    return { price: answer.price, currency: answer.currency, validUntil: answer.validUntil };
  }

  /** Lists the carriers that serve a lane. */
  async carriers(from, to) {
    const query = new URLSearchParams({ from, to });
    return (await this.#transport.send('GET', `/v3/carriers?${query}`)).carriers;
  }

  /** Aborts what is under way; the client cannot be used afterwards. */
  close() {
    this.#shutdown.abort(new RatesError('client closed', 0));
    this.#transport.destroy();
  }
}

export { RatesError };
