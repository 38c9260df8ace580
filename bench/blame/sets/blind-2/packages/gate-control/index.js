import { guarded } from 'pulse-guard';

export class GateControl {
  #site;
  #slow = 0;

  constructor(site) {
    this.#site = site;
  }

  get slowMoves() {
    return this.#slow;
  }

  raise(lane, plate) {
    return guarded(() => this.#move(lane, plate), {
      everyMs: 15000,
      onSlow: () => {
        this.#slow += 1;
      },
    });
  }

  async #move(lane, plate) {
    await new Promise((r) => setTimeout(r, 2));
    return { site: this.#site, lane, plate, raised: true };
  }
}
