'use strict';

const path = require('path');
const { Bench } = require('thread-bench');

class Stampworks {
  constructor(folder, { threads = 2 } = {}) {
    this.bench = new Bench(path.join(__dirname, 'worker.js'), { threads, workerData: { folder } });
  }

  /** The badge as text (SVG). */
  render(template, fields) {
    return this.bench.run('render', { template, fields });
  }

  /** The names of the fields of a template. */
  fields(template) {
    return this.bench.run('fields', { template });
  }

  close() {
    return this.bench.close();
  }
}

module.exports = { Stampworks };
