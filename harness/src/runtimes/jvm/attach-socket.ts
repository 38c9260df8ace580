import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { HarnessError } from '../../platform/harness-error.js';

const pollMs = 20;

const doorShut = (pid: number, why: string, cause?: Error): HarnessError =>
  new HarnessError('DOOR_SHUT', `The JVM with pid ${pid} cannot be read: ${why}`, { cause });

/** The pid that a process has in its own namespace, by which the JVM names its files. */
function innerPid(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^NSpid:.*?(\d+)$/m.exec(status)?.[1] ?? pid);
}

/** Whether a process has loaded the JVM. To any other process the signal that asks for the socket would be deadly. */
export function isJvm(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/maps`, 'utf8').includes('/libjvm.so');
  } catch {
    return false;
  }
}

/**
 * The socket by which a JVM takes commands, as `jcmd` uses it. The JVM opens it when it finds a file and gets SIGQUIT.
 *
 * @throws HarnessError `DOOR_SHUT`
 */
export async function openAttachSocket(pid: number, timeoutMs: number): Promise<string> {
  try {
    const inner = innerPid(pid);
    const folder = `/proc/${pid}/root/tmp`;
    const socket = `${folder}/.java_pid${inner}`;
    if (existsSync(socket)) return socket;
    const owner = statSync(`/proc/${pid}`).uid;
    const own = process.geteuid?.() ?? owner;
    if (own !== owner)
      throw doorShut(pid, `it runs as user ${owner}, and only that user may attach. Run as that user.`);
    const wish = `${folder}/.attach_pid${inner}`;
    writeFileSync(wish, '');
    try {
      const startMs = performance.now();
      process.kill(pid, 'SIGQUIT');
      while (!existsSync(socket)) {
        if (performance.now() - startMs > timeoutMs)
          throw doorShut(
            pid,
            'it opens no socket to attach to. Start it without -XX:+DisableAttachMechanism, and on HotSpot (OpenJDK).',
          );
        await delay(pollMs);
      }
    } finally {
      rmSync(wish, { force: true });
    }
    return socket;
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    const cause = error instanceof Error ? error : new Error(String(error));
    throw doorShut(pid, `${cause.message}. Only the user that it runs as may attach.`, cause);
  }
}

/** Has the JVM do a command of `jcmd`, over a connection that ends with the answer. */
export async function askJvm(pid: number, socketPath: string, command: string, timeoutMs: number): Promise<string> {
  const text = await new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(socketPath, () => socket.write(`1\0jcmd\0${command}\0\0\0`));
    socket.setTimeout(Math.max(1, timeoutMs), () => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
  }).catch((error: Error) => {
    throw doorShut(pid, `${command} failed: ${error.message}.`, error);
  });
  const end = text.indexOf('\n');
  if (text.slice(0, end) !== '0') throw doorShut(pid, `${command} failed: ${text.slice(end + 1).trim() || text}.`);
  return text.slice(end + 1);
}
