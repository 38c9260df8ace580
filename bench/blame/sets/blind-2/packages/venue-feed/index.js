'use strict';
const { EventEmitter } = require('node:events');

class VenueFeed extends EventEmitter {
  constructor(name) {
    super();
    this.setMaxListeners(0);
    this.name = name;
    this.revision = 0;
    this.beat = setInterval(() => this.emit('beat', ++this.revision), 20000);
  }

  layout(section) {
    return new Promise((resolve, reject) => {
      const rows = [];
      const done = () => {
        this.off('outage', fail);
        resolve({ section, revision: this.revision, rows });
      };
      const fail = (why) => reject(new Error(`${this.name}: ${why}`));
      this.on('outage', fail);
      this.on('beat', (revision) => {
        for (const row of rows) row.revision = revision;
      });
      setImmediate(() => {
        for (let r = 1; r <= 8; r += 1) rows.push({ row: r, free: (section * 7 + r * 3) % 20, revision: this.revision });
        done();
      });
    });
  }

  end() {
    clearInterval(this.beat);
    this.removeAllListeners();
  }
}

exports.tuneIn = (name) => new VenueFeed(name);
