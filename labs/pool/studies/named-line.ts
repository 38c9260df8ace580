import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureLeaks, type SharedServices, type Verdict } from 'leakline';
import { describeTarget } from '../../../harness/src/internal.js';

/** What Leakline says of a service that forgets to release a pool client. */
export interface NamedLine {
  readonly endpoint: string;
  readonly verdict: Verdict;
  readonly requests: number;
  readonly metric: string | null;
  readonly clientsPerRequest: number | null;
  /** `file:line`, relative to the lab. */
  readonly place: string | null;
  readonly certainty: string | null;
  readonly codeFrame: string | null;
  readonly advice: string | null;
  /** As the terminal prints it. */
  readonly text: string;
}

const lab = fileURLToPath(new URL('..', import.meta.url));
const endpoint = 'GET /orders/9999';

/** Runs the real harness on `leaky-service.mjs`, on the server of the lab. */
export async function nameTheLine(services: SharedServices): Promise<NamedLine> {
  const target = await measureLeaks(
    { name: 'orders', command: 'node leaky-service.mjs', services: { postgres: {} } },
    { endpoints: [{ path: '/orders/9999', expectStatus: 404 }], budget: { seconds: 30 }, seed: 1 },
    { cwd: lab, environment: process.env, lendServices: services.lend },
  );
  const measured = target.endpoints[0];
  const finding = measured?.findings[0];
  const culprit = finding?.culprits[0];
  return {
    endpoint,
    verdict: target.verdict,
    requests: measured?.requests ?? 0,
    metric: finding?.metric ?? null,
    clientsPerRequest: finding?.perRequest.estimate ?? null,
    place: culprit === undefined ? null : `${path.basename(culprit.file)}:${culprit.line}`,
    certainty: culprit?.certainty ?? null,
    codeFrame: culprit?.codeFrame ?? null,
    advice: finding?.advice ?? null,
    text: describeTarget(target),
  };
}
