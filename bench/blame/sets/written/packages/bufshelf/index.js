'use strict';

const SMALLEST = 1024;

function sizeFor(n) {
  let size = SMALLEST;
  while (size < n) size *= 2;
  return size;
}

/**
 * const shelf = new Shelf();
 * const buf = shelf.take(n);  // at least n bytes, content undefined
 * shelf.give(buf);            // when it is no longer needed
 */
class Shelf {
  #rows = new Map();
  #made = 0;
  #reused = 0;

  take(n) {
    if (!Number.isInteger(n) || n < 0) throw new RangeError(`bad size ${n}`);
    const row = this.#rows.get(n);
    if (row && row.length) {
      this.#reused += 1;
      return row.pop();
    }
    this.#made += 1;
    return Buffer.from(new ArrayBuffer(sizeFor(n)));
  }

  give(buf) {
    let row = this.#rows.get(buf.length);
    if (!row) this.#rows.set(buf.length, (row = []));
    row.push(buf);
  }

  get figures() {
    return { made: this.#made, reused: this.#reused, rows: this.#rows.size };
  }
}

module.exports = { Shelf };
