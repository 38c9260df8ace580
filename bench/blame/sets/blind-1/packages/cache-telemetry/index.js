'use strict';

const instrumented = new WeakSet();

function histogram() {
  const buckets = new Array(12).fill(0);
  return {
    buckets,
    record(ns) {
      const slot = Math.min(buckets.length - 1, Math.max(0, Math.floor(Math.log2(ns / 1000 + 1))));
      buckets[slot] += 1;
    },
  };
}

function instrument(cache, name) {
  if (instrumented.has(cache)) throw new Error('cache is already instrumented');
  instrumented.add(cache);

  const stats = { name, hits: 0, misses: 0, stale: 0, lookups: histogram() };
  const get = cache.get;
  cache.setMaxListeners(0);

  cache.get = function (key) {
    const lookup = { key, hit: false, stale: false, startedAt: process.hrtime.bigint() };
    const onFlush = () => {
      lookup.stale = true;
      stats.stale += 1;
    };
    cache.once('flush', onFlush);
    const value = get.call(this, key);
    lookup.hit = value !== undefined;
    stats[lookup.hit ? 'hits' : 'misses'] += 1;
    stats.lookups.record(Number(process.hrtime.bigint() - lookup.startedAt));
    return value;
  };

  return { snapshot: () => ({ ...stats, lookups: [...stats.lookups.buckets] }) };
}

module.exports = { instrument };
