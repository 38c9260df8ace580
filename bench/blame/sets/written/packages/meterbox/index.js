const escape = (v) => String(v).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');

function keyOf(names, labels) {
  return names.map((n) => `${n}="${escape(labels[n] ?? '')}"`).join(',');
}

class Metric {
  constructor(name, help, labelNames) {
    this.name = name;
    this.help = help;
    this.labelNames = labelNames;
    this.series = new Map();
  }

  at(labels) {
    const key = keyOf(this.labelNames, labels);
    let one = this.series.get(key);
    if (!one) this.series.set(key, (one = this.create()));
    return one;
  }

  remove(labels) {
    return this.series.delete(keyOf(this.labelNames, labels));
  }

  reset() {
    this.series.clear();
  }
}

export class Counter extends Metric {
  create() {
    return { value: 0 };
  }
  inc(labels = {}, by = 1) {
    this.at(labels).value += by;
  }
  *lines() {
    yield `# TYPE ${this.name} counter`;
    for (const [key, s] of this.series) yield `${this.name}{${key}} ${s.value}`;
  }
}

export class Histogram extends Metric {
  constructor(name, help, labelNames, bounds = [1, 5, 10, 25, 50, 100, 250, 500, 1000]) {
    super(name, help, labelNames);
    this.bounds = bounds;
  }
  create() {
    return { counts: new Array(this.bounds.length + 1).fill(0), sum: 0 };
  }
  observe(labels, value) {
    const s = this.at(labels);
    const i = this.bounds.findIndex((b) => value <= b);
    s.counts[i < 0 ? this.bounds.length : i] += 1;
    s.sum += value;
  }
  *lines() {
    yield `# TYPE ${this.name} histogram`;
    for (const [key, s] of this.series) {
      let seen = 0;
      for (let i = 0; i < s.counts.length; i++) {
        seen += s.counts[i];
        yield `${this.name}_bucket{${key},le="${this.bounds[i] ?? '+Inf'}"} ${seen}`;
      }
      yield `${this.name}_sum{${key}} ${s.sum}`;
    }
  }
}

export class Box {
  #metrics = new Map();
  counter(name, help, labelNames = []) {
    return this.#register(new Counter(name, help, labelNames));
  }
  histogram(name, help, labelNames = [], bounds) {
    return this.#register(new Histogram(name, help, labelNames, bounds));
  }
  #register(metric) {
    if (this.#metrics.has(metric.name)) throw new Error(`metric ${metric.name} exists`);
    this.#metrics.set(metric.name, metric);
    return metric;
  }
  text() {
    const out = [];
    for (const metric of this.#metrics.values()) out.push(...metric.lines());
    return out.join('\n') + '\n';
  }
}
