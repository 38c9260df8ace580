import type { RawEvidence } from '../../../../../src/attribution/raw-evidence.js';
import type { RawFrame } from '../../../../../src/model/evidence.js';
import type { GivenLink } from '../../../../../src/model/follow.js';

export const frame = (file: string, line = 1, column = 1, functionName: string | null = null): RawFrame => ({
  functionName,
  file,
  line,
  column,
  isAsync: false,
});

/** Where a text begins in a code. */
export function placeIn(code: string, text: string): { readonly line: number; readonly column: number } {
  const at = code.indexOf(text);
  if (at === -1) throw new Error(`the code has no ${JSON.stringify(text)}`);
  const before = code.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

export const raw = (overrides: Partial<RawEvidence> = {}): RawEvidence => ({
  requests: 10,
  lateRequests: 5,
  origins: [],
  allocations: [],
  growths: [],
  ...overrides,
});

export const rawOrigin = (overrides: Partial<RawEvidence['origins'][number]> = {}): RawEvidence['origins'][number] => ({
  kind: 'socket',
  pid: 1,
  stack: [],
  alive: 10,
  created: 10,
  oldestMs: 1,
  details: [],
  localPorts: [],
  server: null,
  ...overrides,
});

export const rawGrowth = (overrides: Partial<RawEvidence['growths'][number]> = {}): RawEvidence['growths'][number] => ({
  className: 'Object',
  heldBy: 'own',
  addedCount: 10,
  addedBytes: 1_000,
  retainers: [],
  holderIds: [],
  ...overrides,
});

export const link = (overrides: Partial<GivenLink> = {}): GivenLink => ({
  of: { from: 'calls' },
  call: 0,
  results: 8,
  objects: 0,
  nothings: 0,
  keys: 1,
  things: 8,
  reached: 0,
  keeping: 0,
  passed: 0,
  lent: 0,
  handedOver: 0,
  remembered: 0,
  isCut: false,
  ...overrides,
});
