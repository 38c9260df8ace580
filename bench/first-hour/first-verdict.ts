import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunResult } from 'leakline';
import { createGround } from '../faults/ground.js';
import { endLeftovers } from '../faults/leftovers.js';
import { runStep } from './run-step.js';

/** How long somebody with one file waits for a verdict. */
export interface FirstVerdict {
  readonly installSeconds: number;
  readonly runSeconds: number;
  /** `GET /users` leaks, `GET /health` does not. */
  readonly isRight: boolean;
}

const sources = fileURLToPath(new URL('services/one-file', import.meta.url));

function isRight(file: string): boolean {
  if (!existsSync(file)) return false;
  const { targets } = JSON.parse(readFileSync(file, 'utf8')) as RunResult;
  const verdicts = targets[0]?.endpoints.map(({ id, verdict }) => `${id} ${verdict}`);
  return verdicts?.join() === 'GET /users leaking,GET /health clean';
}

/** The README's first example, from `npm install` on. */
export async function timeFirstVerdict(tarball: string): Promise<FirstVerdict> {
  const ground = createGround('first-hour');
  const folder = path.join(ground.folder, 'one-file');
  const installing = path.join(ground.folder, 'installing');
  try {
    cpSync(sources, folder, { recursive: true });
    mkdirSync(installing);
    const install = await runStep(`npm install --save-dev '${tarball}'`, folder, installing);
    const run = await runStep(
      'npx leakline run --get /users --get /health -- node server.js',
      folder,
      ground.temporary,
    );
    const result = path.join(folder, 'reports/latest/result.json');
    return { installSeconds: install.seconds, runSeconds: run.seconds, isRight: isRight(result) };
  } finally {
    endLeftovers(ground);
    await ground.clear();
  }
}
