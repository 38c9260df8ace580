'use strict';

const net = require('net');

class LineConnection {
  constructor(target) {
    this.uses = 0;
    this.closed = false;
    this.pending = [];
    this.buffer = '';
    this.socket = net.connect(target);
    this.socket.setNoDelay(true);
    this.socket.setEncoding('utf8');
    this.socket.on('data', (text) => this.onData(text));
    this.socket.on('error', (err) => this.fail(err));
    this.socket.on('close', () => this.fail(new Error('connection closed')));
  }

  onData(text) {
    this.buffer += text;
    let end;
    while ((end = this.buffer.indexOf('\n')) >= 0) {
      const line = this.buffer.slice(0, end);
      this.buffer = this.buffer.slice(end + 1);
      const waiter = this.pending.shift();
      if (waiter) waiter.resolve(line);
    }
  }

  fail(err) {
    this.closed = true;
    for (const waiter of this.pending.splice(0)) waiter.reject(err);
  }

  request(line) {
    return new Promise((resolve, reject) => {
      this.pending.push({ resolve, reject });
      this.socket.write(`${line}\n`);
    });
  }
}

class LinePool {
  constructor({ host = '127.0.0.1', port, size = 8, maxUses = 4 }) {
    this.target = { host, port };
    this.size = size;
    this.maxUses = maxUses;
    this.open = 0;
    this.idle = [];
    this.queue = [];
  }

  async use(fn) {
    const connection = await this.checkout();
    try {
      return await fn(connection);
    } finally {
      this.checkin(connection);
    }
  }

  checkout() {
    const connection = this.idle.pop();
    if (connection) return connection;
    if (this.open < this.size) return this.create();
    return new Promise((resolve) => this.queue.push(resolve));
  }

  create() {
    this.open += 1;
    return new LineConnection(this.target);
  }

  checkin(connection) {
    connection.uses += 1;
    let next = connection;
    if (connection.closed || connection.uses >= this.maxUses) {
      this.open -= 1;
      next = this.queue.length ? this.create() : null;
    }
    if (!next) return;
    const waiter = this.queue.shift();
    if (waiter) waiter(next);
    else this.idle.push(next);
  }

  end() {
    for (const connection of this.idle.splice(0)) connection.socket.end();
  }
}

module.exports = { LinePool };
