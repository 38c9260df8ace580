export class Booking {
  #sessions;

  constructor(sessions, { carrier, parcel, token = null, reason = null }) {
    this.#sessions = sessions;
    this.carrier = carrier;
    this.parcel = parcel;
    this.token = token;
    this.reason = reason;
  }

  get booked() {
    return this.token !== null;
  }

  /** Books the same parcel with another carrier. */
  elsewhere(carrier) {
    return this.#sessions.book(carrier, this.parcel);
  }

  toJSON() {
    const { carrier, booked, token, reason } = this;
    return booked ? { carrier, booked, token } : { carrier, booked, reason };
  }
}
