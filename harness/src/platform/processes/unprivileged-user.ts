import type { OsUser } from './os-user.js';
import { probeTimeoutMs, runProgram } from './run-program.js';

/**
 * The user to run a server as that refuses to run as root.
 *
 * @param candidates names of users, the one that the server expects first. `nobody` exists everywhere, so no account
 * has to be made.
 * @returns null when we are not root and can run the server ourselves.
 */
export async function findUnprivilegedUser(candidates: readonly string[], signal: AbortSignal): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of candidates) {
    const ids = await Promise.all([readId('-u', name, signal), readId('-g', name, signal)]);
    const [uid, gid] = ids;
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new Error(
    `The server refuses to run as root, and there is no user ${candidates.join(' or ')} to run it as. Run \`useradd -r ${candidates[0]}\`.`,
  );
}

async function readId(flag: '-u' | '-g', name: string, signal: AbortSignal): Promise<number | null> {
  const { exitCode, output } = await runProgram('id', [flag, name], { signal, timeoutMs: probeTimeoutMs });
  return exitCode === 0 && /^\d+$/.test(output) ? Number(output) : null;
}
