'use strict';

const DEPOTS = ['Mitte', 'Hafen', 'Messe'];

class Courier {
  constructor({ limit = 30 } = {}) {
    this.limit = limit;
  }

  register(parcel, done) {
    if (!parcel || !parcel.number) return done(new TypeError('parcel.number is missing'));
    const bulky = parcel.weight > this.limit;
    setImmediate(() => {
      if (!bulky) return done(null, { state: 'registered', eta: 2 });
      done(null, { state: 'depot', depot: DEPOTS[Math.floor(parcel.weight) % DEPOTS.length], eta: 3 });
    });
  }

  forward(depot, parcel, done) {
    setImmediate(() => done(null, { state: `registered at ${depot}`, delay: 2 }));
  }
}

module.exports = { Courier };
