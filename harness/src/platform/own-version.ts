import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HarnessError } from './harness-error.js';
import { packageRoot } from './package-paths.js';

/**
 * The version of this Leakline.
 *
 * @throws HarnessError `START_FAILED` where its package.json is missing or damaged.
 */
export function readOwnVersion(): string {
  const file = path.join(packageRoot, 'package.json');
  try {
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    return version;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError('START_FAILED', `Leakline cannot read its own ${file} (${reason}). Install it anew.`, {
      cause,
    });
  }
}
