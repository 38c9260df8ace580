import { createHmac, randomBytes } from 'node:crypto';
import genericPool from 'generic-pool';
import { Booking } from './booking.js';

class Session {
  #secret = randomBytes(32);
  #used = 0;

  constructor(carrier) {
    this.carrier = carrier;
    this.id = randomBytes(8).toString('hex');
    this.scratch = Buffer.alloc(512);
  }

  sign(payload) {
    this.#used += 1;
    return createHmac('sha256', this.#secret).update(this.id).update(payload).digest('base64url');
  }

  get exhausted() {
    return this.#used >= 10_000;
  }
}

export class CarrierSessions {
  #pools = new Map();
  #rules;

  /** rules: { [carrier]: { maxWeight, zones } } */
  constructor(rules, { perCarrier = 20_000 } = {}) {
    this.#rules = rules;
    for (const carrier of Object.keys(rules)) {
      this.#pools.set(
        carrier,
        genericPool.createPool(
          {
            create: async () => new Session(carrier),
            destroy: async () => {},
            validate: async (session) => !session.exhausted,
          },
          { max: perCarrier, testOnBorrow: true },
        ),
      );
    }
  }

  /** Books a pick-up; answers a Booking. */
  async book(carrier, parcel) {
    const pool = this.#pools.get(carrier);
    if (!pool) throw new RangeError(`unknown carrier ${carrier}`);
    const session = await pool.acquire();
    const refusal = this.#refusal(carrier, parcel);
    if (refusal) return new Booking(this, { carrier, parcel, reason: refusal });
    try {
      return new Booking(this, { carrier, parcel, token: session.sign(JSON.stringify(parcel)) });
    } finally {
      await pool.release(session);
    }
  }

  #refusal(carrier, { weight, zone }) {
    const { maxWeight, zones } = this.#rules[carrier];
    if (weight > maxWeight) return 'too heavy';
    if (!zones.includes(zone)) return 'not served';
    return null;
  }

  async close() {
    for (const pool of this.#pools.values()) {
      await pool.drain();
      await pool.clear();
    }
  }
}
