import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Load } from '../drive-hits.js';

/** What `ab` says of one load. */
export interface AbFigures {
  /** Requests that got an answer, whatever it was. */
  readonly complete: number;
  /** As `ab` counts: an answer longer or shorter than the first one is among them. */
  readonly failed: number;
  /** The part of `failed` that only differs in length. */
  readonly differentLength: number;
  readonly non2xx: number;
  readonly perSecond: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** Reads the report of ApacheBench 2.3. Null when there is none, as after a lost connection. */
export function parseAb(report: string): AbFigures | null {
  const find = (pattern: RegExp): number | null => {
    const found = pattern.exec(report)?.[1];
    return found === undefined ? null : Number(found);
  };
  const complete = find(/^Complete requests:\s+(\d+)$/m);
  if (complete === null) return null;
  return {
    complete,
    failed: find(/^Failed requests:\s+(\d+)$/m) ?? 0,
    differentLength: find(/^\s+\(Connect: \d+, Receive: \d+, Length: (\d+), Exceptions: \d+\)$/m) ?? 0,
    non2xx: find(/^Non-2xx responses:\s+(\d+)$/m) ?? 0,
    perSecond: find(/^Requests per second:\s+([\d.]+) /m) ?? 0,
    p50Ms: find(/^\s+50%\s+(\d+)$/m),
    p99Ms: find(/^\s+99%\s+(\d+)$/m),
  };
}

/** `ab` waits as long as the app's pool does, and longer. */
const answerTimeoutSeconds = 120;

/** Runs `ab` as the lesson does: `-p` with a JSON body, or without one, which makes it send GET. */
export async function runAb(url: string, load: Load, bodyFile: string | null): Promise<AbFigures> {
  const body = bodyFile === null ? [] : ['-p', bodyFile, '-T', 'application/json'];
  const size = ['-n', String(load.requests), '-c', String(load.concurrency), '-s', String(answerTimeoutSeconds)];
  const child = spawn('ab', [...size, ...body, url], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const figures = parseAb(out);
  if (figures === null) throw new Error(`ab made no report: ${errors.trim().split('\n').at(-1) ?? ''}`);
  return figures;
}
