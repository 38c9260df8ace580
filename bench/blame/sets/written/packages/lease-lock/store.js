export class MemoryStore {
  #held = new Map();

  claim(key, owner, ttl) {
    const held = this.#held.get(key);
    if (held && held.until > Date.now()) return false;
    this.#held.set(key, { owner, until: Date.now() + ttl });
    return true;
  }

  renew(key, owner, ttl) {
    const held = this.#held.get(key);
    if (held?.owner !== owner) return false;
    held.until = Date.now() + ttl;
    return true;
  }

  release(key, owner) {
    if (this.#held.get(key)?.owner !== owner) return false;
    return this.#held.delete(key);
  }
}
