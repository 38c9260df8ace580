export class SeatHub {
  #rooms = new Map();
  #latest = new Map();

  follow(show, listener) {
    if (!this.#rooms.has(show)) this.#rooms.set(show, new Set());
    const room = this.#rooms.get(show);
    room.add(listener);
    const seen = this.#latest.get(show);
    if (seen) queueMicrotask(() => listener(seen));
    return () => room.delete(listener);
  }

  announce(show, change) {
    this.#latest.set(show, change);
    for (const listener of this.#rooms.get(show) ?? []) listener(change);
  }
}
