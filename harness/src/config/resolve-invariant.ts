import type { ExpectedNumber } from '../model/invariant.js';
import { serviceDefinitions } from '../model/services/catalogue.js';
import { serviceKinds } from '../model/services/service-kind.js';
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

function resolveQuestion(invariant: ParsedInvariant): Pick<ResolvedInvariant, 'source' | 'question'> {
  const source = serviceKinds.find((kind) => invariant[kind] !== undefined);
  const asked = source === undefined ? undefined : invariant[source];
  if (source === undefined || asked === undefined) return { source: 'shell', question: [invariant.shell ?? ''] };
  if (typeof asked !== 'string') return { source, question: asked };
  return { source, question: serviceDefinitions[source].isDatabase ? [asked] : asked.trim().split(/\s+/) };
}

function resolveExpected(equals: ParsedInvariant['equals']): ExpectedNumber {
  if (typeof equals === 'number') return { kind: 'constant', value: equals };
  if (typeof equals === 'string') return { kind: 'requests', endpoints: [equals], counted: '2xx', times: 1 };
  const { requests, counted = '2xx', times = 1 } = equals;
  return { kind: 'requests', endpoints: typeof requests === 'string' ? [requests] : requests, counted, times };
}
