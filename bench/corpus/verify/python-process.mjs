import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, readOs, waitUntilHealthy } from './server-process.mjs';

const probe = fileURLToPath(new URL('python/', import.meta.url));
const serversFolder = fileURLToPath(new URL('../python/servers/', import.meta.url));
const startPatienceMs = 20_000;
const readPatienceMs = 20_000;

async function childrenOf(pid) {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  return lists.join(' ').split(/\s+/).filter(Boolean).map(Number);
}

async function treeOf(pid) {
  const below = await Promise.all((await childrenOf(pid)).map(treeOf));
  return [pid, ...below.flat()];
}

async function ask(socketPath) {
  const socket = net.connect(socketPath);
  const answer = JSON.parse(await text(socket));
  if (answer.error) throw new Error(`the probe failed: ${answer.error}`);
  return answer;
}

const residentBytes = async (pid) => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)[1]) * 1024;
};

const sum = (readings) => {
  const total = {};
  for (const reading of readings)
    for (const [name, value] of Object.entries(reading)) total[name] = (total[name] ?? 0) + value;
  return total;
};

/** A worker that is just being replaced has no socket, or closes it: read once more. */
async function readTree(root, folder) {
  const untilMs = performance.now() + readPatienceMs;
  for (;;) {
    try {
      const pids = await treeOf(root);
      const sockets = new Set(await readdir(folder));
      const pythons = pids.filter((pid) => sockets.has(`${pid}.sock`));
      if (!pythons.includes(root)) throw new Error(`process ${root} has no probe`);
      const read = async (pid) => {
        const inside = await ask(path.join(folder, `${pid}.sock`));
        return { ...inside, rssBytes: await residentBytes(pid), ...(await readOs(pid)) };
      };
      return { processes: pythons.length, ...sum(await Promise.all(pythons.map(read))) };
    } catch (error) {
      if (performance.now() > untilMs) throw error;
      await sleep(200);
    }
  }
}

async function stop(child, folder) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
  await rm(folder, { recursive: true, force: true });
}

/** Starts one server of the Python corpus with the probe in each of its processes; `read` collects garbage first and adds them up. */
export async function startPythonServer({ command }, serviceUrls) {
  const port = await freePort();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'corpus-python-'));
  const [file, ...args] = command;
  const child = spawn(file, args, {
    cwd: serversFolder,
    env: {
      ...process.env,
      ...serviceUrls,
      PORT: String(port),
      PYTHONPATH: probe,
      PYTHONDONTWRITEBYTECODE: '1',
      CORPUS_PROBE_FOLDER: folder,
    },
    stdio: ['ignore', 'ignore', process.env.CORPUS_STDERR ? 'inherit' : 'ignore'],
    detached: true,
  });
  try {
    await waitUntilHealthy(`http://127.0.0.1:${port}`, child, startPatienceMs);
  } catch (error) {
    await stop(child, folder);
    throw error;
  }
  return { port, read: () => readTree(child.pid, folder), stop: () => stop(child, folder) };
}
