import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { clinicMissing } from './profile-messages.js';

interface PackageManifest {
  readonly bin: Readonly<Record<string, string>>;
}

/**
 * The script behind clinic's command, as a program in `folder` would find it.
 *
 * @throws HarnessError `CLINIC_MISSING`
 */
export function findClinic(folder: string): string {
  try {
    const manifestFile = createRequire(path.join(folder, 'package.json')).resolve('clinic/package.json');
    const { bin } = JSON.parse(readFileSync(manifestFile, 'utf8')) as PackageManifest;
    return path.join(path.dirname(manifestFile), bin.clinic ?? 'bin.js');
  } catch (error) {
    throw clinicMissing(folder, error);
  }
}
