import frames = require('./frames.cjs');
import most = require('./most-examples.cjs');

import type { OriginEvidence } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

function merge(a: OriginEvidence, b: OriginEvidence): OriginEvidence {
  const bytes = a.aliveBytes === undefined ? b.aliveBytes : a.aliveBytes + (b.aliveBytes ?? 0);
  return {
    ...a,
    alive: a.alive + b.alive,
    oldestMs: Math.max(a.oldestMs, b.oldestMs),
    details: [...new Set([...a.details, ...b.details])].slice(0, most.details),
    localPorts: [...a.localPorts, ...b.localPorts].slice(0, most.ports),
    ...(a.created === undefined ? {} : { created: a.created + (b.created ?? 0) }),
    ...(bytes === undefined ? {} : { aliveBytes: bytes }),
  };
}

/** Makes one origin of what several threads made at one place. The origins with the most alive things come first. */
function mergeOrigins(origins: readonly OriginEvidence[]): readonly OriginEvidence[] {
  const byPlace = new Map<string, OriginEvidence>();
  for (const origin of origins) {
    const key = `${origin.kind}\n${frames.frameKey(origin.stack)}`;
    const known = byPlace.get(key);
    byPlace.set(key, known === undefined ? origin : merge(known, origin));
  }
  return [...byPlace.values()].sort((a, b) => b.alive - a.alive);
}

export = mergeOrigins;
