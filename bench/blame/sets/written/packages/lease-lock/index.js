import { MemoryStore } from './store.js';

const SKIP = Symbol('lease-lock.skip');

class Lease {
  #store;
  #timer = null;

  constructor(store, key, owner, ttl) {
    this.#store = store;
    this.key = key;
    this.owner = owner;
    this.ttl = ttl;
    this.renewals = 0;
  }

  keep() {
    this.#timer = setInterval(() => {
      if (this.#store.renew(this.key, this.owner, this.ttl)) this.renewals += 1;
    }, Math.floor(this.ttl / 3));
  }

  free() {
    clearInterval(this.#timer);
    return this.#store.release(this.key, this.owner);
  }

  /** For fn: gives up without a result, run() answers undefined. */
  skip() {
    return SKIP;
  }
}

export class LeaseLock {
  #store;
  #ttl;
  #serial = 0;

  constructor({ store = new MemoryStore(), ttl = 30_000 } = {}) {
    this.#store = store;
    this.#ttl = ttl;
  }

  /** Runs fn(lease) while holding the lock; answers false when somebody else holds it. */
  async run(key, fn) {
    const owner = `${process.pid}-${++this.#serial}`;
    if (!this.#store.claim(key, owner, this.#ttl)) return false;
    const lease = new Lease(this.#store, key, owner, this.#ttl);
    lease.keep();
    let result;
    try {
      result = await fn(lease);
    } catch (err) {
      lease.free();
      throw err;
    }
    if (result === SKIP) {
      this.#store.release(key, owner);
      return undefined;
    }
    lease.free();
    return result;
  }
}

export { MemoryStore };
