import locateInSource = require('./loaded-source.cjs');
import most = require('./most-examples.cjs');

import type { OriginEvidence } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

import type TrackedRef = require('./tracked-ref.cjs');

import type { Origin } from './tracking.cjs';

interface Tally {
  alive: number;
  bytes: number | null;
  oldestMs: number;
  readonly details: Set<string>;
  readonly localPorts: number[];
}

const createTally = (): Tally => ({ alive: 0, bytes: null, oldestMs: 0, details: new Set(), localPorts: [] });

function count(tally: Tally, { probe, bornMs }: TrackedRef, thing: object, nowMs: number): void {
  tally.alive += 1;
  tally.oldestMs = Math.max(tally.oldestMs, nowMs - bornMs);
  if (tally.details.size < most.details) tally.details.add(String(probe.describe(thing, nowMs - bornMs)));
  const port = tally.localPorts.length < most.ports ? probe.localPort?.(thing) : undefined;
  if (port !== undefined) tally.localPorts.push(port);
  if (probe.bytes !== undefined) tally.bytes = (tally.bytes ?? 0) + probe.bytes(thing);
}

function toEvidence(origin: Origin, { alive, bytes, oldestMs, details, localPorts }: Tally): OriginEvidence {
  return {
    kind: origin.kind,
    pid: process.pid,
    stack: origin.frames.map((frame) => locateInSource(frame)),
    alive,
    created: origin.created,
    oldestMs: Math.round(oldestMs),
    details: [...details],
    localPorts,
    ...(bytes === null ? {} : { aliveBytes: bytes }),
  };
}

/** Groups living things by where they were made. The largest group comes first. */
function summarize(tracked: readonly TrackedRef[], nowMs: number): readonly OriginEvidence[] {
  const tallies = new Map<Origin, Tally>();
  for (const reference of tracked) {
    const thing = reference.suspect();
    if (thing === null) continue;
    const tally = tallies.get(reference.origin) ?? createTally();
    tallies.set(reference.origin, tally);
    count(tally, reference, thing, nowMs);
  }
  const evidence = [...tallies].map(([origin, tally]) => toEvidence(origin, tally));
  return evidence.sort((a, b) => b.alive - a.alive);
}

export = summarize;
