import type { RunEvent } from '../../model/events.js';
import type { BlockPhase } from '../../model/recording.js';
import type { ServiceKind } from '../../model/service.js';
import { formatCount } from '../format/number.js';

export type BlockStart = Extract<RunEvent, { readonly type: 'block-start' }>;

const phaseWords = {
  scout: 'looking for lost connections',
  'warm-up': 'warming up',
  measure: 'measuring growth',
  idle: 'watching without requests',
} as const satisfies Record<BlockPhase, string>;

/** What is going on, for people: `measuring growth, blocks of 4,096 requests`. */
export function describePhase({ phase, requests }: Pick<BlockStart, 'phase' | 'requests'>): string {
  if (phase === 'idle' || requests === 0) return phaseWords[phase];
  return `${phaseWords[phase]}, blocks of ${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'}`;
}

const serviceNames = { postgres: 'PostgreSQL', redis: 'Redis' } as const satisfies Record<ServiceKind, string>;

/** A service's own spelling of its name. */
export function serviceName(kind: ServiceKind): string {
  return serviceNames[kind];
}
