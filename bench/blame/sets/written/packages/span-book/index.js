'use strict';

class Span {
  #book;

  constructor(book, name, parent, attributes) {
    this.#book = book;
    this.id = book.nextId();
    this.name = name;
    this.parent = parent;
    this.attributes = { ...attributes };
    this.startedAt = performance.now();
    this.endedAt = null;
    this.events = [];
  }

  set(key, value) {
    this.attributes[key] = value;
    return this;
  }

  event(name) {
    this.events.push({ name, at: performance.now() });
    return this;
  }

  end() {
    if (this.endedAt !== null) return;
    this.endedAt = performance.now();
    this.#book.finish(this);
  }
}

class SpanBook {
  #open = new Map();
  #finished = [];
  #serial = 0;

  constructor({ keep = 50, onEnd = () => {} } = {}) {
    this.keep = keep;
    this.onEnd = onEnd;
  }

  nextId() {
    return ++this.#serial;
  }

  /** Starts a span. It is listed by active() until span.end() is called. */
  start(name, { parent = null, attributes = {} } = {}) {
    const span = new Span(this, name, parent, attributes);
    this.#open.set(span.id, span);
    return span;
  }

  finish(span) {
    this.#open.delete(span.id);
    this.#finished.push(span);
    if (this.#finished.length > this.keep) this.#finished.shift();
    this.onEnd(span);
  }

  active() {
    return [...this.#open.values()];
  }

  recent() {
    return this.#finished.slice();
  }
}

module.exports = { SpanBook, Span };
