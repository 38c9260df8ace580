import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const preload = new URL('preload.mjs', import.meta.url).href;
const serversFolder = new URL('../servers/', import.meta.url);

export async function freePort() {
  const listener = net.createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

export async function waitUntilHealthy(baseUrl, child, patienceMs = 5000) {
  const untilMs = performance.now() + patienceMs;
  while (performance.now() < untilMs) {
    if (child.exitCode !== null) throw new Error(`the server exited with code ${child.exitCode}`);
    const answer = await fetch(`${baseUrl}/healthz`, { headers: { connection: 'close' } }).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await sleep(25);
  }
  throw new Error(`${baseUrl}/healthz did not answer 200 within ${patienceMs / 1000} s`);
}

async function countDescriptors(pid) {
  const names = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  return { fds: names.length, sockets: links.filter((link) => link.startsWith('socket:')).length };
}

async function countThreads(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^Threads:\s+(\d+)/m.exec(status)[1]);
}

async function countChildren(pid) {
  const tasks = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  return lists.join(' ').split(/\s+/).filter(Boolean).length;
}

export async function readOs(pid) {
  return { ...(await countDescriptors(pid)), threads: await countThreads(pid), children: await countChildren(pid) };
}

async function askInside(child) {
  child.send('read');
  const [reading] = await once(child, 'message', { signal: AbortSignal.timeout(60_000) });
  return reading;
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(timer);
}

/** Starts one corpus server with the probe inside; `read` collects garbage first. */
export async function startServer({ server }, serviceUrls) {
  const port = await freePort();
  const file = fileURLToPath(new URL(server, serversFolder));
  const child = spawn(process.execPath, ['--expose-gc', '--import', preload, file], {
    env: { ...process.env, ...serviceUrls, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const baseUrl = `http://127.0.0.1:${port}`;
  try {
    await waitUntilHealthy(baseUrl, child);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return {
    port,
    read: async () => ({ ...(await askInside(child)), ...(await readOs(child.pid)) }),
    stop: () => stop(child),
  };
}
