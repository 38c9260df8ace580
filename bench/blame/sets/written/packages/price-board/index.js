import { BehaviorSubject } from 'rxjs';
import { distinctUntilChanged, filter, map, pairwise, scan, share, tap } from 'rxjs/operators';
import { adjustments } from './rules.js';

export class PriceBoard {
  #ticks;
  #count = 0;
  #rules;

  constructor({ base = {}, rules = adjustments } = {}) {
    this.#ticks = new BehaviorSubject({ ...base });
    this.#rules = rules;
  }

  publish(symbol, price) {
    this.#count += 1;
    this.#ticks.next({ ...this.#ticks.value, [symbol]: price });
  }

  /** A hot stream of { symbol, price } that changed. */
  changes() {
    return this.#ticks.pipe(
      pairwise(),
      map(([a, b]) => Object.keys(b).filter((s) => a[s] !== b[s]).map((symbol) => ({ symbol, price: b[symbol] }))),
      filter((list) => list.length > 0),
      share(),
    );
  }

  /** The present price of a symbol for a customer, after all rules. */
  lookup(symbol, customer = {}) {
    let line = this.#ticks.pipe(
      filter((board) => symbol in board),
      map((board) => ({ symbol, list: board[symbol], net: board[symbol], notes: [] })),
    );
    for (const rule of this.#rules) {
      line = line.pipe(
        map((entry) => rule.apply(entry, customer)),
        filter((entry) => entry.net > 0),
        tap((entry) => rule.note && entry.notes.push(rule.note)),
      );
    }
    line = line.pipe(
      scan((last, entry) => ({ ...entry, before: last?.net ?? null }), null),
      distinctUntilChanged((a, b) => a.net === b.net),
    );
    return new Promise((resolve, reject) => {
      line.subscribe({ next: resolve, error: reject });
    });
  }
}

export { adjustments };
