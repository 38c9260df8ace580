'use strict';

const { EventEmitter } = require('events');
const { Courier } = require('./courier');

class ParcelWatch extends EventEmitter {
  constructor({ courier = new Courier(), every = 15000, patience = 2000 } = {}) {
    super();
    this.courier = courier;
    this.every = every;
    this.patience = patience;
    this.registered = 0;
  }

  /** Registers a parcel with the courier. Answers { number, state, eta }. */
  subscribe(parcel) {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`courier did not answer for ${parcel.number}`)), this.patience);
      this.#register(parcel, (err, receipt) => {
        clearTimeout(patience);
        if (err) return reject(err);
        this.registered += 1;
        resolve(receipt);
      });
    });
  }

  #register(parcel, done) {
    const reminder = setInterval(() => this.emit('slow', parcel.number), this.every);
    this.courier.register(parcel, (err, answer) => {
      if (err) {
        clearInterval(reminder);
        return done(err);
      }
      if (answer.state === 'depot') return this.#viaDepot(parcel, answer, done);
      clearInterval(reminder);
      done(null, { number: parcel.number, state: answer.state, eta: answer.eta });
    });
  }

  #viaDepot(parcel, first, done) {
    const reminder = setInterval(() => this.emit('slow', parcel.number), this.every);
    this.courier.forward(first.depot, parcel, (err, answer) => {
      clearInterval(reminder);
      if (err) return done(err);
      done(null, { number: parcel.number, state: answer.state, eta: first.eta + answer.delay });
    });
  }
}

module.exports = { ParcelWatch, Courier };
