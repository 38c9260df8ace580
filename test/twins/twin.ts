import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readlink } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { json, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const twinNames = ['with-leak', 'without-leak'] as const;
export type TwinName = (typeof twinNames)[number];

/** What a twin's process holds after a full collection. */
export interface Holdings {
  readonly heapUsedBytes: number;
  readonly arrayBuffersBytes: number;
  readonly timers: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** With the one header that a refusal must have. */
interface PostAnswer extends Answer {
  readonly retryAfter: string | undefined;
}

export interface RunningTwin {
  readonly pid: number;
  get(urlPath: string): Promise<Answer>;
  post(urlPath: string): Promise<PostAnswer>;
  /** Sends this many requests, four at a time, and throws unless each is answered with 200. */
  drive(urlPath: string, requests: number): Promise<void>;
  readHoldings(): Promise<Holdings>;
  /** Open descriptors of the twin's terms.txt. */
  countOpenTerms(): Promise<number>;
  stop(signal?: NodeJS.Signals): Promise<{ readonly exitCode: number | null; readonly tookMs: number }>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const probe = new URL('probe.mjs', import.meta.url).href;

export const twinFolder = (name: TwinName): string => path.join(root, 'apps', name);

/** Each file makes a database cluster and starts both twins, on a busy machine. */
export const longestSetUpMs = 60_000;

/** The built twin, as users run it: `npm run build` comes first. */
function spawnTwin(name: TwinName, env: NodeJS.ProcessEnv): ChildProcess {
  const inherited = { ...process.env };
  for (const variable of ['DATABASE_URL', 'REDIS_URL', 'PORT', 'HOST', 'NODE_OPTIONS']) delete inherited[variable];
  return spawn(process.execPath, ['--expose-gc', '--import', probe, path.join(twinFolder(name), 'dist/server.js')], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Runs a twin that is expected to give up at once. */
export async function failToStart(name: TwinName, env: NodeJS.ProcessEnv): Promise<{ code: unknown; stderr: string }> {
  const child = spawnTwin(name, env);
  if (child.stderr === null) throw new Error('stderr is not piped');
  const [[code], stderr] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
  return { code, stderr };
}

export async function startTwin(name: TwinName, env: NodeJS.ProcessEnv): Promise<RunningTwin> {
  const child = spawnTwin(name, { PORT: '0', ...env });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} could not be spawned`);
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const baseUrl = await readBaseUrl(child);
  const get = createGet(baseUrl, agent);
  return {
    pid,
    get,
    post: createPost(baseUrl, agent),
    drive: (urlPath, requests) => drive(get, urlPath, requests),
    readHoldings: async () => {
      child.send('read');
      return (await once(child, 'message'))[0];
    },
    countOpenTerms: () => countOpen(pid, 'terms.txt'),
    stop: (signal = 'SIGTERM') => stop(child, agent, signal),
  };
}

/** The address from the line that a twin prints when it listens; what it says after that is not kept. */
async function readBaseUrl(child: ChildProcess): Promise<string> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  while (!/Listening on http:\S+/.test(output)) {
    const event = await Promise.race([once(child, 'exit'), once(child.stdout ?? child, 'data')]);
    if (child.exitCode !== null) throw new Error(`The twin ended (${event}) before it listened: ${output}`);
  }
  return /http:\S+/.exec(output)?.[0] ?? '';
}

async function send(method: 'GET' | 'POST', url: string, agent: Agent) {
  const [response] = await once(request(url, { method, agent }).end(), 'response');
  return { status: response.statusCode, body: await json(response), retryAfter: response.headers['retry-after'] };
}

const createGet =
  (baseUrl: string, agent: Agent) =>
  async (urlPath: string): Promise<Answer> => {
    const { status, body } = await send('GET', `${baseUrl}${urlPath}`, agent);
    return { status, body };
  };

const createPost =
  (baseUrl: string, agent: Agent) =>
  (urlPath: string): Promise<PostAnswer> =>
    send('POST', `${baseUrl}${urlPath}`, agent);

async function drive(get: RunningTwin['get'], urlPath: string, requests: number): Promise<void> {
  let left = requests;
  const worker = async () => {
    while (left-- > 0) {
      const { status, body } = await get(urlPath);
      if (status !== 200) throw new Error(`${urlPath} answered ${status}: ${JSON.stringify(body)}`);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

async function countOpen(pid: number, fileName: string): Promise<number> {
  const descriptors = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => target.endsWith(fileName)).length;
}

async function stop(child: ChildProcess, agent: Agent, signal: NodeJS.Signals) {
  const startMs = performance.now();
  const exited = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
  child.kill(signal);
  await exited;
  agent.destroy();
  return { exitCode: child.exitCode, tookMs: performance.now() - startMs };
}
