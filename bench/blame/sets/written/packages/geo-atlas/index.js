import { Recent } from './recent.js';
import { regionsOf, shape } from './data.js';

const FORMAT = /^\d{1,9}$/;

export class Atlas {
  #regions = regionsOf();
  #recent;
  #shapes = new Map();
  #usage = new Map();

  constructor({ recent = 128 } = {}) {
    this.#recent = new Recent(recent);
  }

  /** Answers { code, region, centre, area } or null. */
  lookup(code) {
    if (!FORMAT.test(code)) return null;
    const known = this.#recent.get(code);
    if (known) return known;
    const region = this.#regions[Number(code) % this.#regions.length];
    const place = this.#border(code) ? this.#onBorder(code, region) : this.#within(code, region);
    this.#usage.set(region.name, (this.#usage.get(region.name) ?? 0) + 1);
    this.#recent.set(code, place);
    return place;
  }

  #border(code) {
    return Number(code) % 200 === 0;
  }

  #within(code, region) {
    const n = Number(code);
    return { code, region: region.name, centre: [region.lat + (n % 97) / 100, region.lon + (n % 89) / 100], area: region.area };
  }

  #onBorder(code, region) {
    let outline = this.#shapes.get(code);
    if (!outline) this.#shapes.set(code, (outline = shape(code, region)));
    const sum = outline.reduce(([a, b], [x, y]) => [a + x, b + y], [0, 0]);
    return { code, region: region.name, centre: sum.map((v) => v / outline.length), area: region.area, border: true };
  }

  usage() {
    return Object.fromEntries(this.#usage);
  }
}
