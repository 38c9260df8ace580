import { EventEmitter } from 'node:events';

export class Lendable extends EventEmitter {
  #idle = [];
  #borrowed = new Map();
  #tickets = new WeakMap();
  #waiting = [];
  #size = 0;
  #serial = 0;
  #factory;
  #max;

  constructor(factory, { max = 10 } = {}) {
    super();
    this.#factory = factory;
    this.#max = max;
  }

  async acquire() {
    const idle = this.#idle.pop();
    if (idle) return this.#lend(idle);
    if (this.#size < this.#max) {
      this.#size += 1;
      try {
        return this.#lend(await this.#factory.create());
      } catch (err) {
        this.#size -= 1;
        throw err;
      }
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #lend(resource) {
    const ticket = { serial: ++this.#serial, resource, since: Date.now(), site: new Error('borrowed here').stack };
    this.#borrowed.set(ticket.serial, ticket);
    this.#tickets.set(resource, ticket);
    this.emit('acquire', resource);
    return resource;
  }

  release(resource) {
    const ticket = this.#tickets.get(resource);
    if (!ticket) throw new Error('not borrowed from this pool');
    this.#tickets.delete(resource);
    this.#borrowed.delete(ticket);
    ticket.returned = true;
    this.emit('release', resource, Date.now() - ticket.since);
    const next = this.#waiting.shift();
    if (next) return next(this.#lend(resource));
    this.#idle.push(resource);
  }

  /** Who has held a resource for longer than the given time. */
  overdue(ms) {
    const limit = Date.now() - ms;
    return [...this.#borrowed.values()].filter((t) => !t.returned && t.since < limit).map((t) => t.site);
  }

  get size() {
    return this.#size;
  }
}
