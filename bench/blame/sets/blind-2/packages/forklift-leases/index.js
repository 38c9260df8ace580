export class LeaseBook {
  constructor({ renewMs = 20000 } = {}) {
    this.renewMs = renewMs;
  }

  async reserve(bay, by) {
    const lease = { bay, by, renewals: 0, until: Date.now() + this.renewMs * 2 };
    const renewal = setInterval(() => {
      lease.renewals += 1;
      lease.until = Date.now() + this.renewMs * 2;
    }, this.renewMs);
    lease.settle = () => clearInterval(renewal);
    return lease;
  }
}
