import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RawFrame } from '../../../../src/model/evidence.js';
import type { PythonReading } from '../../../../src/model/runtimes/python/reading.js';
import { toldBy } from '../../../../src/model/runtimes/reading-of.js';
import type { AgentGroup, Target } from '../../../../src/model/target.js';
import { fixturesFolder } from '../../../fixtures/targets/target-fixture.js';

export const pythonFolder = path.join(fixturesFolder, 'python');

/** The Python that Debian's packages are for. Another one may come first on PATH. */
export const python = '/usr/bin/python3';

export function agentsOf({ agents, outputTail }: Target): AgentGroup {
  if (agents === null) throw new Error(`no agent dialled: ${outputTail()}`);
  return agents;
}

/** What each process tells after a collection. */
export const collectAll = async (agents: AgentGroup): Promise<readonly PythonReading[]> =>
  (await agents.collect()).map((reading) => toldBy('python', reading));

export async function collectOnly(agents: AgentGroup): Promise<PythonReading> {
  const [reading, ...others] = await collectAll(agents);
  if (reading === undefined || others.length > 0) throw new Error(`expected one reading, got ${others.length + 1}`);
  return reading;
}

/** `file.py:12` of the line that ends in `# marker`. */
export function markedLine(file: string, marker: string): string {
  const lines = readFileSync(path.join(pythonFolder, file), 'utf8').split('\n');
  const index = lines.findIndex((line) => line.endsWith(`# ${marker}`));
  if (index === -1) throw new Error(`${file} has no line marked "${marker}"`);
  return `${file}:${index + 1}`;
}

/** Places in the fixture, innermost first. */
export const ownPlaces = (stack: readonly RawFrame[]): readonly string[] =>
  stack
    .filter(({ file }) => path.dirname(file) === pythonFolder)
    .map(({ file, line }) => `${path.basename(file)}:${line}`);
