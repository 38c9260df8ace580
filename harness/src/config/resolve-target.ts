import path from 'node:path';
import { isBudgetName } from '../model/budget.js';
import { configDefaults } from './config-defaults.js';
import type { ParsedConfig, ParsedTarget } from './config-schema.js';
import { readCa } from './read-ca.js';
import { resolveClients, type SharedClients, withSharedHeaders } from './resolve-clients.js';
import { resolveEndpoint } from './resolve-endpoint.js';
import { resolveInvariant } from './resolve-invariant.js';
import { resolveProbe } from './resolve-probe.js';
import type { PrepareStep, ProxyLaunch, ResolvedTarget, TargetLaunch } from './resolved-config.js';

/** Fills in what a target leaves out. `shared` has what targets without endpoints, budgets or invariants of their own have, and what is for all. */
export function resolveTarget(
  target: ParsedTarget,
  shared: Pick<ParsedConfig, 'endpoints' | 'budgets' | 'invariants' | 'probes' | 'steady'> & SharedClients,
  baseFolder: string,
): ResolvedTarget {
  const { plan, headers } = resolveClients(target, shared, baseFolder);
  const endpoints = (target.endpoints ?? shared.endpoints ?? []).map(resolveEndpoint);
  return {
    name: target.name,
    launch: resolveLaunch(target, baseFolder, shared.steady ?? configDefaults.steady),
    proxy: target.proxy === undefined ? null : resolveProxy(target.proxy, path.resolve(baseFolder, target.cwd ?? '.')),
    ready: typeof target.ready === 'string' ? { path: target.ready } : (target.ready ?? null),
    readyTimeoutMs: target.readyTimeoutMs ?? configDefaults.readyTimeoutMs,
    certificates: {
      ca: target.ca === undefined ? null : readCa(path.resolve(baseFolder, target.ca)),
      insecure: target.insecure ?? false,
    },
    expect: target.expect ?? null,
    clients: plan,
    endpoints: endpoints.map((endpoint) => ({
      ...endpoint,
      steps: endpoint.steps.map((step) => withSharedHeaders(step, headers)),
    })),
    budgets: Object.entries(target.budgets ?? shared.budgets ?? {}).flatMap(([name, limit]) =>
      isBudgetName(name) ? [{ name, limit }] : [],
    ),
    invariants: (target.invariants ?? shared.invariants ?? []).map(resolveInvariant),
    probes: (target.probes ?? shared.probes ?? []).map(resolveProbe),
  };
}

function resolveLaunch(target: ParsedTarget, baseFolder: string, steady: boolean): TargetLaunch {
  if (target.url !== undefined) return { kind: 'attach', url: target.url, pid: target.pid ?? null };
  return {
    kind: 'spawn',
    command: target.command ?? '',
    prepare: resolvePrepare(target),
    cwd: path.resolve(baseFolder, target.cwd ?? '.'),
    env: { ...target.env },
    port: target.port ?? null,
    stopGraceMs: target.stopGraceMs ?? configDefaults.stopGraceMs,
    agent: target.agent ?? true,
    steady,
  };
}

function resolvePrepare({ prepare, prepareTimeoutMs }: ParsedTarget): PrepareStep | null {
  if (prepare === undefined) return null;
  return { command: prepare, timeoutMs: prepareTimeoutMs ?? configDefaults.prepareTimeoutMs };
}

function resolveProxy(proxy: NonNullable<ParsedTarget['proxy']>, cwd: string): ProxyLaunch {
  if (proxy.url !== undefined) return { kind: 'attach', url: proxy.url };
  return {
    kind: 'spawn',
    command: proxy.command ?? '',
    cwd,
    template: proxy.template === undefined ? null : path.resolve(cwd, proxy.template),
    port: proxy.port ?? null,
  };
}
