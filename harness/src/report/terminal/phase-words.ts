import type { BlockPhase } from '../../model/block.js';
import type { RunEvent } from '../../model/events.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { formatCount } from '../format/number.js';

export type BlockStart = Extract<RunEvent, { readonly type: 'block-start' }>;
export type TogetherStart = Extract<RunEvent, { readonly type: 'together-start' }>;

const phaseWords = {
  scout: 'looking for lost connections',
  'warm-up': 'warming up',
  measure: 'measuring growth',
  idle: 'watching without requests',
} as const satisfies Record<BlockPhase, string>;

/**
 * What is going on, e.g. `measuring growth, blocks of 4,096 requests`.
 *
 * @param endpoint what to call an endpoint that is driven alone.
 */
export function describePhase(
  { phase, requests, isAlone }: Pick<BlockStart, 'phase' | 'requests' | 'isAlone'>,
  endpoint = 'one endpoint',
): string {
  if (phase === 'idle' || requests === 0) return phaseWords[phase];
  return `${isAlone ? `driving ${endpoint} alone` : phaseWords[phase]}, blocks of ${formatRequests(requests)}`;
}

/** What is going on while several endpoints are driven, e.g. `driving 20 endpoints together, 836 requests`. */
export function describeTogether({ endpoints, requests }: Pick<TogetherStart, 'endpoints' | 'requests'>): string {
  return `driving ${endpoints.length} endpoints together, ${formatRequests(requests)}`;
}

const formatRequests = (requests: number): string =>
  `${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'}`;

/** The name of a service as the service itself spells it. */
export const serviceName = (kind: ServiceKind): string => serviceDefinitions[kind].title;
