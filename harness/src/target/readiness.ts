import http from 'node:http';
import https from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import type { OutputTail } from '../platform/processes/output-tail.js';
import { excerptOf } from '../platform/text/excerpt.js';
import { readListeningPorts } from './port.js';
import { spokenProtocol } from './spoken-protocol.js';
import { targetNotReady, targetWrongPort, targetWrongProtocol } from './target-errors.js';
import type { TargetSpec } from './target-spec.js';
import { attemptTimeoutMs, noAnswer, refusalAt } from './try-connection.js';
import { tryTls } from './try-tls.js';

const pollIntervalMs = 20;
/** Looking up the sockets of a tree takes milliseconds, so it is not done at every poll. */
const portCheckIntervalMs = 250;
/**
 * A target may listen elsewhere for this share of the time before that counts as a wrong port. A service may open a
 * side port (metrics, `--inspect`) well before the one asked for.
 */
const wrongPortGraceShare = 1 / 3;
const shownBodyCharacters = 200;
/** `localhost` may mean either address. Most programs listen on both. */
const hosts = ['127.0.0.1', '::1'] as const;

export interface StartedProcess {
  readonly output: OutputTail;
  readonly port: number;
  readPids(): readonly number[];
}

type Protocol = 'http' | 'https';
type Attempt = Readiness | Refusal;

interface Readiness {
  readonly isReady: true;
  readonly protocol: Protocol;
  /** The answer of the ready path where it is no good one; null where it is, or nothing was asked. */
  readonly refusal: string | null;
}

interface Refusal {
  readonly isReady: false;
  readonly seen: string;
}

type Host = (typeof hosts)[number];

const baseUrlOf = (protocol: Protocol, host: string, port: number): string =>
  `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** What came back. The answer is read to its end, or for as long as an attempt may take. */
interface PathAnswer {
  /** Null where there was no answer. */
  readonly status: number | null;
  readonly seen: string;
}

function requestPath(url: string, signal: AbortSignal): Promise<PathAnswer> {
  const { get } = url.startsWith('https:') ? https : http;
  return new Promise((resolve) => {
    let status: number | null = null;
    let body = '';
    let problem = '';
    const timer = setTimeout(() => request.destroy(new Error(noAnswer)), attemptTimeoutMs);
    const request = get(url, { agent: false, signal, rejectUnauthorized: false }, (response) => {
      status = response.statusCode ?? 0;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (body.length <= shownBodyCharacters) body += chunk;
      });
      response.on('error', () => undefined);
    });
    request.on('error', (error) => {
      problem = error.message;
    });
    request.on('close', () => {
      clearTimeout(timer);
      const seen = status === null ? problem : `answered ${status}: ${excerptOf(body, shownBodyCharacters)}`;
      resolve({ status, seen: status === null ? `${url}: ${seen}` : `${url} ${seen}` });
    });
  });
}

/** A status below 500 counts as ready. */
const toAttempt = ({ status, seen }: PathAnswer, protocol: Protocol): Attempt =>
  status !== null && status < 500
    ? { isReady: true, protocol, refusal: status < 400 ? null : `answered ${status}` }
    : { isReady: false, seen };

/**
 * Whether the server may want TLS. To plain HTTP a server with TLS gives no answer; one that understands both may
 * answer 400.
 */
const mayWantTls = ({ status, seen }: PathAnswer): boolean =>
  status === 400 || (status === null && !seen.includes('ECONNREFUSED') && !seen.includes(noAnswer));

async function askPath(host: Host, port: number, path: string, signal: AbortSignal): Promise<Attempt> {
  const plain = await requestPath(baseUrlOf('http', host, port) + path, signal);
  if (!mayWantTls(plain) || (await tryTls(host, port, signal)) === null) return toAttempt(plain, 'http');
  return toAttempt(await requestPath(baseUrlOf('https', host, port) + path, signal), 'https');
}

/** Finds the protocol by a handshake. The application does not see it, and no route has to be known. */
async function openPort(host: Host, port: number, signal: AbortSignal): Promise<Attempt> {
  const refusal = await refusalAt(host, port, signal);
  if (refusal !== null) return { isReady: false, seen: refusal };
  const peer = await tryTls(host, port, signal);
  return { isReady: true, protocol: peer === null ? 'http' : 'https', refusal: null };
}

/** Ports where Node.js said that a debugger may connect. They are not the service's. */
const debuggerPorts = (output: string): readonly number[] =>
  [...output.matchAll(/Debugger listening on ws:\/\/\S+?:(\d+)\//g)].map(([, port]) => Number(port));

/** Notices a target that has been listening for a while, but only on other ports. */
function createWrongPortCheck({ name, readyTimeoutMs }: TargetSpec, started: StartedProcess): (nowMs: number) => void {
  const graceMs = wrongPortGraceShare * readyTimeoutMs;
  let lastCheckMs = Number.NEGATIVE_INFINITY;
  let elsewhereSinceMs: number | null = null;
  return (nowMs) => {
    if (nowMs - lastCheckMs < portCheckIntervalMs) return;
    lastCheckMs = nowMs;
    const debuggers = debuggerPorts(started.output.text());
    const ports = readListeningPorts(started.readPids()).filter((port) => !debuggers.includes(port));
    if (ports.length === 0 || ports.includes(started.port)) elsewhereSinceMs = null;
    else elsewhereSinceMs ??= nowMs;
    if (elsewhereSinceMs !== null && nowMs - elsewhereSinceMs >= graceMs) {
      throw targetWrongPort(name, started.port, ports);
    }
  };
}

/** The base URL, and the answer of the ready path where it is no good one. */
export interface ReadyTarget {
  readonly baseUrl: string;
  readonly refusal: string | null;
}

/** Asks each loopback address in turn, until one is ready. */
async function pollUntilReady(spec: TargetSpec, started: StartedProcess, signal: AbortSignal): Promise<ReadyTarget> {
  const { ready, name, readyTimeoutMs } = spec;
  const startedMs = performance.now();
  const checkPort = createWrongPortCheck(spec, started);
  let seen = 'nothing listens';
  const ask = (host: Host): Promise<Attempt> =>
    ready.kind === 'path' ? askPath(host, started.port, ready.path, signal) : openPort(host, started.port, signal);
  while (performance.now() - startedMs < readyTimeoutMs) {
    for (const host of hosts) {
      const attempt = await ask(host);
      // The target may have begun to listen between the two attempts. Then both answer, and the first address is taken,
      // because every program knows it.
      const isFirst = host === hosts[0] || (attempt.isReady && (await ask(hosts[0])).isReady);
      if (attempt.isReady) {
        const { protocol, refusal } = attempt;
        return { baseUrl: baseUrlOf(protocol, isFirst ? hosts[0] : host, started.port), refusal };
      }
      // The message shows what the first address said, unless the second one did more than refuse.
      if (host === hosts[0] || !attempt.seen.includes('ECONNREFUSED')) seen = `last seen: ${attempt.seen}`;
    }
    if (!spec.opensOtherPorts) checkPort(performance.now());
    await delay(pollIntervalMs, undefined, { signal });
  }
  const url = baseUrlOf('http', hosts[0], started.port);
  const spoken = ready.kind === 'path' ? await spokenProtocol(url) : null;
  throw spoken === null
    ? targetNotReady(name, readyTimeoutMs, seen, started.output.text())
    : targetWrongProtocol(name, url, spoken);
}

async function waitForText(spec: TargetSpec, text: string, output: OutputTail, signal: AbortSignal): Promise<void> {
  const timeout = delay(spec.readyTimeoutMs, 'timeout' as const, { signal });
  const outcome = await Promise.race([output.waitFor(text), timeout]);
  const lastSeen = `it did not print "${text}"`;
  if (outcome === 'timeout') throw targetNotReady(spec.name, spec.readyTimeoutMs, lastSeen, output.text());
}

/** Waits until the target is ready. Rejects when it does not become ready in time. */
export async function waitUntilReady(
  spec: TargetSpec,
  started: StartedProcess,
  signal: AbortSignal,
): Promise<ReadyTarget> {
  if (spec.ready.kind === 'stdout') await waitForText(spec, spec.ready.text, started.output, signal);
  return pollUntilReady(spec, started, signal);
}
