/**
 * Runs a command with a Docker engine: the one that answers, or, as root on Linux, one of our own that ends with the command.
 * `node scripts/with-docker-engine.mjs npm run test:compose`
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** From `dockerd` to an engine that answers: 2 to 5 s on two cores. */
const startTimeoutMs = 60_000;
/** Long against stopping its containers; the containers of the tests are gone by then. */
const stopTimeoutMs = 20_000;

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  console.error('Give the command to run: node scripts/with-docker-engine.mjs npm run test:compose');
  process.exit(1);
}

const answers = (env) => spawnSync('docker', ['version'], { env, timeout: 5_000 }).status === 0;
const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** In a folder of its own, socket and images included, so that it cannot meet another engine. */
async function startEngine() {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-engine-'));
  const host = `unix://${folder}/docker.sock`;
  const log = openSync(`${folder}/engine.log`, 'w');
  const places = [
    '--data-root',
    `${folder}/data`,
    '--exec-root',
    `${folder}/exec`,
    '--pidfile',
    `${folder}/engine.pid`,
  ];
  const engine = spawn('dockerd', ['--host', host, ...places], { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  const ended = new Promise((resolve) => engine.once('close', resolve));
  const env = { ...process.env, DOCKER_HOST: host };
  const stop = async () => {
    engine.kill('SIGTERM');
    await Promise.race([ended, delay(stopTimeoutMs).then(() => engine.kill('SIGKILL'))]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  const deadlineMs = performance.now() + startTimeoutMs;
  while (!answers(env)) {
    if (engine.exitCode === null && performance.now() < deadlineMs) await delay(200);
    else {
      const said = readFileSync(`${folder}/engine.log`, 'utf8').trim().split('\n').at(-1);
      await stop();
      throw new Error(`dockerd did not come up: ${said}`);
    }
  }
  return { env, stop };
}

/** Without an engine the command runs all the same and says so itself. */
async function findEngine() {
  const none = { env: process.env, stop: async () => undefined };
  if (answers(process.env) || process.getuid?.() !== 0 || !has('docker') || !has('dockerd')) return none;
  return startEngine().catch((error) => {
    console.error(error.message);
    return none;
  });
}

const { env, stop } = await findEngine();
const child = spawn(command, args, { stdio: 'inherit', env });
// Ctrl-C reaches the command by itself; what is sent to us alone is passed on. Either way the engine ends after it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
const exitCode = await new Promise((resolve) => {
  child.once('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    resolve(1);
  });
  child.once('close', (code) => resolve(code ?? 1));
});
await stop();
process.exit(exitCode);
