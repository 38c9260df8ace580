'use strict';

const { Stats } = require('./stats');

const kStats = Symbol('pg-observe.stats');

/**
 * observe(pool) measures how long clients are waited for and held, and how often they fail.
 * The pool is used as before; stats(pool) returns the figures.
 */
function observe(pool, { slow = 200, onSlow = () => {} } = {}) {
  if (pool[kStats]) return pool;
  const stats = (pool[kStats] = new Stats());
  const connect = pool.connect;

  function attach(client, waitedSince) {
    const taken = performance.now();
    stats.waited(taken - waitedSince);
    client.setMaxListeners(0);
    client.on('error', (err) => stats.failed(err.code || err.name));
    client.on('notice', (notice) => stats.noticed(notice.severity, performance.now() - taken));
    const release = client.release;
    client.release = function observedRelease(err) {
      client.release = release;
      const held = performance.now() - taken;
      stats.held(held);
      if (held > slow) onSlow({ held, pid: client.processID });
      return release.call(client, err);
    };
  }

  pool.connect = function observedConnect(cb) {
    const since = performance.now();
    if (typeof cb !== 'function') {
      return connect.call(pool).then((client) => {
        attach(client, since);
        return client;
      });
    }
    return connect.call(pool, (err, client, done) => {
      if (err) return cb(err, client, done);
      attach(client, since);
      return cb(err, client, (e) => client.release(e));
    });
  };

  return pool;
}

function stats(pool) {
  return pool[kStats] ? pool[kStats].toJSON() : null;
}

module.exports = { observe, stats };
