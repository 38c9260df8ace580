'use strict';

class Mean {
  constructor() {
    this.n = 0;
    this.sum = 0;
    this.max = 0;
  }
  add(v) {
    this.n += 1;
    this.sum += v;
    if (v > this.max) this.max = v;
  }
  toJSON() {
    return { n: this.n, mean: this.n ? this.sum / this.n : 0, max: this.max };
  }
}

class Stats {
  constructor() {
    this.wait = new Mean();
    this.hold = new Mean();
    this.errors = Object.create(null);
    this.notices = Object.create(null);
  }
  waited(ms) {
    this.wait.add(ms);
  }
  held(ms) {
    this.hold.add(ms);
  }
  failed(code) {
    this.errors[code] = (this.errors[code] || 0) + 1;
  }
  noticed(severity, after) {
    const m = (this.notices[severity] ||= new Mean());
    m.add(after);
  }
  toJSON() {
    return { wait: this.wait, hold: this.hold, errors: this.errors, notices: this.notices };
  }
}

module.exports = { Stats };
