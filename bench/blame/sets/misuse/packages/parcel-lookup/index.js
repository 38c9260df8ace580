'use strict';
const net = require('node:net');

class Parcel {
  constructor(code, socket) {
    this.code = code;
    this._socket = socket;
    this.depot = null;
    this.state = null;
  }
  refresh() {
    return new Promise((resolve, reject) => {
      const socket = this._socket;
      const done = (err) => {
        socket.removeListener('data', onData);
        socket.removeListener('error', done);
        if (err) reject(err);
        else resolve(this);
      };
      let text = '';
      const onData = (chunk) => {
        text += chunk;
        if (!text.endsWith('\n')) return;
        [this.depot, this.state] = text.trim().split(' ');
        done();
      };
      socket.on('data', onData);
      socket.on('error', done);
      socket.write(this.code + '\n');
    });
  }
  end() {
    this._socket.end();
  }
}

exports.lookup = function lookup(code, { host = '127.0.0.1', port }) {
  const socket = net.connect(port, host);
  socket.on('error', () => {});
  return new Parcel(code, socket).refresh();
};
