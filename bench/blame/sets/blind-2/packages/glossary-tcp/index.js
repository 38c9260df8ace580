'use strict';
const net = require('node:net');

module.exports = function glossary({ port, host = '127.0.0.1' }) {
  const idle = [];

  function withLine(cb) {
    const line = idle.pop();
    if (line) return cb(null, line);
    const fresh = net.createConnection({ port, host });
    fresh.setEncoding('utf8');
    fresh.once('connect', () => cb(null, fresh));
    fresh.once('error', cb);
  }

  function lookup(term, cb) {
    withLine((err, line) => {
      if (err) return cb(err);
      line.once('data', (text) => {
        const [status, word] = text.trim().split(' ');
        if (status === 'NONE') return cb(null, null);
        idle.push(line);
        cb(null, word);
      });
      line.write(`${term}\n`);
    });
  }

  function retire() {
    for (const line of idle.splice(0)) line.end();
  }

  return { lookup, retire };
};
