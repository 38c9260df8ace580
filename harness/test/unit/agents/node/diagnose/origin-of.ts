import type { OriginEvidence } from '../../../../../src/model/evidence.js';

/** Two open files, made in the first line of a file. */
export function originOf(file: string, overrides: Partial<OriginEvidence> = {}): OriginEvidence {
  return {
    kind: 'file',
    pid: 1,
    stack: [{ functionName: 'open', file, line: 1, column: 1, isAsync: false }],
    alive: 2,
    created: 3,
    oldestMs: 10,
    details: ['a.log'],
    localPorts: [],
    ...overrides,
  };
}
