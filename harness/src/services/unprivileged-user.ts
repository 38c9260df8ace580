import type { OsUser } from './os-user.js';
import { probeTimeoutMs, runCommand } from './run-command.js';

/** `postgres` is who the server expects to be; `nobody` exists everywhere, so no account has to be made. */
const candidates = ['postgres', 'nobody'] as const;

/** Whom to run PostgreSQL as: it refuses root. Null when we are not root and may run it ourselves. */
export async function findUnprivilegedUser(signal: AbortSignal): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of candidates) {
    const ids = await Promise.all([readId('-u', name, signal), readId('-g', name, signal)]);
    const [uid, gid] = ids;
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and there is no user ${candidates.join(' or ')} to run it as. Run \`useradd -r postgres\`.`,
  );
}

async function readId(flag: '-u' | '-g', name: string, signal: AbortSignal): Promise<number | null> {
  const { exitCode, output } = await runCommand('id', [flag, name], { signal, timeoutMs: probeTimeoutMs });
  return exitCode === 0 && /^\d+$/.test(output) ? Number(output) : null;
}
