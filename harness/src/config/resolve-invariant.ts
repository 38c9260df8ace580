import type { ExpectedNumber } from '../model/invariant.js';
import type { ParsedInvariant } from './invariant-schema.js';
import type { ResolvedInvariant } from './resolved-config.js';

/** Fills in what an invariant leaves out. */
export function resolveInvariant(invariant: ParsedInvariant): ResolvedInvariant {
  return {
    name: invariant.name,
    ...resolveQuestion(invariant),
    compares: invariant.compares ?? 'change',
    expected: resolveExpected(invariant.equals),
    withinMs: (invariant.withinSeconds ?? 0) * 1000,
  };
}

function resolveQuestion({ postgres, redis, shell }: ParsedInvariant): Pick<ResolvedInvariant, 'source' | 'question'> {
  if (postgres !== undefined) return { source: 'postgres', question: [postgres] };
  if (redis === undefined) return { source: 'shell', question: [shell ?? ''] };
  return { source: 'redis', question: typeof redis === 'string' ? redis.trim().split(/\s+/) : redis };
}

function resolveExpected(equals: ParsedInvariant['equals']): ExpectedNumber {
  if (typeof equals === 'number') return { kind: 'constant', value: equals };
  if (typeof equals === 'string') return { kind: 'requests', endpoints: [equals], counted: '2xx', times: 1 };
  const { requests, counted = '2xx', times = 1 } = equals;
  return { kind: 'requests', endpoints: typeof requests === 'string' ? [requests] : requests, counted, times };
}
