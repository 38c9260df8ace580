import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Packs this checkout as it would be published; it has to be built. */
export function packLeakline(folder: string): string {
  const args = ['pack', '--workspace', 'harness', '--pack-destination', folder, '--silent'];
  const printed = execFileSync('npm', args, { cwd: repository, encoding: 'utf8' });
  const [name = ''] = printed.trim().split('\n').slice(-1);
  return path.join(folder, name);
}
