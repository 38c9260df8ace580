class Quote {
  #desk;
  constructor(desk, id, price) {
    this.#desk = desk;
    this.id = id;
    this.price = price;
    this.history = [price];
  }
  move(factor) {
    this.price = Math.round(this.price * factor * 10000) / 10000;
    this.history.push(this.price);
    if (this.history.length > 60) this.history.shift();
  }
  close() {
    this.#desk.drop(this);
  }
  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    this.close();
  }
}

export class QuoteDesk {
  #followed = new Set();
  #timer;
  constructor({ everyMs = 1000 } = {}) {
    this.#timer = setInterval(() => {
      const factor = 1 + (Math.random() - 0.5) / 1000;
      for (const quote of this.#followed) quote.move(factor);
    }, everyMs);
    this.#timer.unref();
  }
  async get(id) {
    const quote = new Quote(this, id, 1 + (id.length % 7) / 10);
    this.#followed.add(quote);
    return quote;
  }
  drop(quote) {
    this.#followed.delete(quote);
  }
  stop() {
    clearInterval(this.#timer);
    this.#followed.clear();
  }
}
