import type { MetricId } from '../model/metrics/catalogue.js';
import type { ParsedProbe } from './probe-schema.js';
import type { ResolvedProbe, ResolvedTarget } from './resolved-config.js';

const metricOf = ({ unit = 'count', name }: ParsedProbe): MetricId => `probe.${unit}.${name}`;

/** Fills in what a probe leaves out. */
export function resolveProbe(probe: ParsedProbe): ResolvedProbe {
  const { read, beforeFloor, tolerance } = probe;
  return {
    metric: metricOf(probe),
    read: resolveRead(read),
    beforeFloor: beforeFloor === undefined ? null : resolveAction(beforeFloor),
    tolerance: tolerance ?? null,
  };
}

function resolveRead({ shell, url = '', jsonpath, prometheus = '' }: ParsedProbe['read']): ResolvedProbe['read'] {
  if (shell !== undefined) return { kind: 'shell', command: shell };
  if (jsonpath !== undefined) return { kind: 'json', url, path: jsonpath };
  return { kind: 'prometheus', url, sample: prometheus };
}

function resolveAction({ shell, url = '', method }: NonNullable<ParsedProbe['beforeFloor']>) {
  if (shell !== undefined) return { kind: 'shell', command: shell } as const;
  return { kind: 'request', url, method: method ?? 'GET' } as const;
}

/**
 * Problems that show only when all probes are known: names that are given twice, and different tolerances for one
 * metric.
 */
export function probeProblems(targets: readonly ResolvedTarget[]): readonly string[] {
  return [...targets.flatMap(repeatedNames), ...contradictingTolerances(targets)];
}

function repeatedNames({ name, probes }: ResolvedTarget): readonly string[] {
  const names = probes.map(({ metric }) => metric.split('.').slice(2).join('.'));
  const repeated = [...new Set(names.filter((each, index) => names.indexOf(each) !== index))];
  return repeated.map((each) => `target "${name}", probe "${each}": the name is given twice; each needs its own`);
}

function contradictingTolerances(targets: readonly ResolvedTarget[]): readonly string[] {
  const tolerances = new Map<MetricId, number | null>();
  const problems = new Set<string>();
  for (const { metric, tolerance } of targets.flatMap(({ probes }) => probes)) {
    if (tolerances.has(metric) && tolerances.get(metric) !== tolerance)
      problems.add(`probe "${metric}" has another tolerance in another target; give one of them another name`);
    tolerances.set(metric, tolerance);
  }
  return [...problems];
}
