const traced = new Map();
let serial = 0;

export function trace(label, fn) {
  const stats = { label, calls: 0, totalMs: 0, slowest: null };
  traced.set(`${label}#${++serial}`, stats);
  return async function (...args) {
    const began = performance.now();
    try {
      return await fn.apply(this, args);
    } finally {
      const ms = performance.now() - began;
      stats.calls += 1;
      stats.totalMs += ms;
      if (!stats.slowest || stats.slowest.ms < ms) stats.slowest = { ms, args };
    }
  };
}

export function summary() {
  return [...traced].map(([key, s]) => ({ key, calls: s.calls, meanMs: s.calls ? s.totalMs / s.calls : 0 }));
}
