import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { isBudgetName } from '../model/budget.js';
import { runtimeDefinitions } from '../model/runtimes/catalogue.js';
import { readPlainFileSync } from '../platform/files/read-text-file.js';
import { HarnessError } from '../platform/harness-error.js';
import { configDefaults } from './config-defaults.js';
import type { ParsedConfig, ParsedTarget } from './config-schema.js';
import { resolveClients, type SharedClients, withSharedHeaders } from './resolve-clients.js';
import { resolveEndpoint } from './resolve-endpoint.js';
import { resolveInvariant } from './resolve-invariant.js';
import { resolveProbe } from './resolve-probe.js';
import type { DoorWish, PrepareStep, ProxyLaunch, ResolvedTarget, TargetLaunch } from './resolved-config.js';

/**
 * Fills in what a target leaves out.
 *
 * @param shared settings that hold for all targets, and those for targets without endpoints, budgets, invariants or
 * probes of their own.
 * @throws HarnessError `CONFIG_INVALID` when a file that it names cannot be used.
 */
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
    door: resolveDoor(target),
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
  const port = target.port ?? null;
  if (target.container !== undefined)
    return {
      kind: 'container',
      container: target.container,
      url: target.url ?? null,
      port,
      attach: target.attach ?? false,
    };
  if (target.compose !== undefined) {
    const { file, service } = target.compose;
    return {
      kind: 'compose',
      files: [file].flat().map((each) => path.resolve(baseFolder, each)),
      service,
      env: { ...target.env },
      port,
      stopGraceMs: target.stopGraceMs ?? configDefaults.containerStopGraceMs,
      agent: target.agent ?? true,
      steady,
    };
  }
  if (target.url !== undefined)
    return { kind: 'attach', url: target.url, pid: target.pid ?? null, attach: target.attach ?? false };
  return {
    kind: 'spawn',
    command: target.command ?? '',
    prepare: resolvePrepare(target),
    cwd: path.resolve(baseFolder, target.cwd ?? '.'),
    env: { ...target.env },
    port,
    stopGraceMs: target.stopGraceMs ?? configDefaults.stopGraceMs,
    agent: target.agent ?? true,
    steady,
  };
}

function resolveDoor({ runtime, pprof = '/debug/pprof' }: ParsedTarget): DoorWish | null {
  if (runtime === undefined || runtimeDefinitions[runtime].entrance === 'agent') return null;
  return { runtime, pprof };
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

/**
 * The text of a PEM file with certificates.
 *
 * @throws HarnessError `CONFIG_INVALID`
 */
function readCa(file: string): string {
  try {
    const pem = readPlainFileSync(file);
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
    if (certificates === null) throw new Error('it holds nothing from "-----BEGIN CERTIFICATE-----" to its end');
    // `tls` would skip a damaged certificate and then trust nobody.
    for (const certificate of certificates) new X509Certificate(certificate);
    return pem;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError(
      'CONFIG_INVALID',
      `The file "${file}" given as \`ca\` cannot be used: ${reason}. It has to hold the certificate, in PEM, of whoever signed ` +
        "the service's own, or that itself.",
      { cause },
    );
  }
}
