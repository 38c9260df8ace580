import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { OriginEvidence, RawFrame } from '../../../../src/model/evidence.js';
import type { ResourceKind } from '../../../../src/model/resource-kind.js';
import type { AgentDiagnosis, Target } from '../../../../src/model/target.js';
import { findPortListener } from '../../../../src/platform/network/port-listener.js';
import { fixturesFolder } from '../../../fixtures/targets/target-fixture.js';

export const diagnoseFolder = path.join(fixturesFolder, 'diagnose');

export function diagnosisOf(target: Target): AgentDiagnosis {
  const diagnosis = target.agents?.diagnosis ?? null;
  if (diagnosis === null) throw new Error('the target carries no agent in diagnose mode');
  return diagnosis;
}

/** One after the other, so that each request finds a warm server. */
export async function sendRequests(target: Target, requestPath: string, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) {
    try {
      await (await fetch(target.baseUrl + requestPath)).text();
    } catch (error) {
      throw new Error(`request ${sent + 1} failed: ${await stateOf(target)}`, { cause: error });
    }
  }
}

/** What a failed request leaves open: whether the target lives, and who listens on its port. */
async function stateOf({ baseUrl, ended, pid, outputTail }: Target): Promise<string> {
  const end = await Promise.race([ended, delay(500, null)]);
  const listener = findPortListener(Number(new URL(baseUrl).port));
  return JSON.stringify({ pid, end, baseUrl, listener, output: outputTail() });
}

/** `file.mjs:12` of the line that ends in the marker. */
export function markedLine(file: string, marker: string): string {
  const lines = readFileSync(path.join(diagnoseFolder, file), 'utf8').split('\n');
  const index = lines.findIndex((line) => line.endsWith(`// ${marker}`));
  if (index === -1) throw new Error(`${file} has no line marked "${marker}"`);
  return `${file}:${index + 1}`;
}

const isForeign = ({ file }: RawFrame): boolean => file.startsWith('node:') || file.includes('/node_modules/');

const formatPlace = ({ file, line }: RawFrame): string =>
  `${path.basename(file.startsWith('file:') ? fileURLToPath(file) : file)}:${line}`;

/** Places in code that is neither Node.js nor a package, innermost first. */
export const ownPlaces = ({ stack }: { readonly stack: readonly RawFrame[] }): readonly string[] =>
  stack.filter((frame) => !isForeign(frame)).map(formatPlace);

/** The one origin of a kind; the places of all where there are several. */
export function onlyOrigin(origins: readonly OriginEvidence[], kind: ResourceKind): OriginEvidence {
  const found = origins.filter((origin) => origin.kind === kind);
  const [origin] = found;
  if (origin === undefined || found.length > 1) {
    throw new Error(`expected one origin of kind ${kind}, got ${JSON.stringify(origins, null, 1)}`);
  }
  return origin;
}
