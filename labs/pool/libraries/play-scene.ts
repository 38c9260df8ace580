import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ServerCount } from '../recording/pool-event.js';
import { type Rig, waitUntilQuiet } from '../rig.js';
import type { Picture } from '../take-picture.js';
import { buildTimeline } from '../timeline/build-timeline.js';
import { summarizeTimeline } from '../timeline/summarize-timeline.js';
import { poolEventsOf, readSceneLine, type SceneLine } from './read-scene-line.js';
import type { PythonLibrary, Scene } from './scene.js';

/** Debian's packages are for this one, not for another that comes first on the PATH. */
export const pythonPath = '/usr/bin/python3';

const programs: Readonly<Record<PythonLibrary, string>> = {
  SQLAlchemy: fileURLToPath(new URL('../python/play_sqlalchemy.py', import.meta.url)),
  asyncpg: fileURLToPath(new URL('../python/play_asyncpg.py', import.meta.url)),
};

/** Under which name the server lists the connections of a scene. */
const applicationName = 'pool-lab-python';

interface PlayedScene {
  readonly lines: readonly SceneLine[];
  /** Connections under the name of the scene, as the server counts them. */
  readonly serverCounts: readonly ServerCount[];
  /** How long the server worked on the statement of the scene; null when there was none. */
  readonly serverDoneMs: number | null;
}

/** Plays a scene in a Python process of its own, and counts on the server meanwhile. */
export async function playScene(rig: Rig, scene: Scene): Promise<PlayedScene> {
  await waitUntilQuiet(rig);
  const child = spawn(pythonPath, ['-u', programs[scene.library]], { stdio: ['pipe', 'pipe', 'pipe'] });
  const { settings, steps } = scene;
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify({ url: rig.databaseUrl, applicationName, settings, steps }));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  exited.catch(() => undefined);
  const lines: SceneLine[] = [];
  const serverCounts: ServerCount[] = [];
  let isOver = false;
  let counting: Promise<void> | null = null;
  let working: Promise<number> | null = null;
  const count = async (epochMs: number): Promise<void> => {
    while (!isOver) {
      const connections = await rig.server.countOf(applicationName);
      serverCounts.push({ atMs: Date.now() - epochMs, connections });
      await delay(10);
    }
  };
  for await (const text of createInterface({ input: child.stdout })) {
    const line = readSceneLine(text);
    lines.push(line);
    if (line.kind === 'began') counting = count(line.epochMs);
    else if (line.kind === 'statement') working = timeStatement(rig, line.pid);
    else if (line.kind === 'end') isOver = true;
  }
  isOver = true;
  const code = await exited;
  await counting;
  if (code !== 0) throw new Error(`The scene "${scene.title}" of ${scene.library} ended with code ${code}.\n${said}`);
  return { lines, serverCounts, serverDoneMs: working === null ? null : await working };
}

const longestStatementMs = 3_000;

/** The statement is on its way when this is called; it is seen at work before it is seen done. */
async function timeStatement({ server }: Rig, backendPid: number): Promise<number> {
  const startMs = performance.now();
  let wasActive = false;
  while (performance.now() - startMs < longestStatementMs) {
    const isActive = await server.isActive(backendPid);
    if (wasActive && !isActive) break;
    wasActive ||= isActive;
    await delay(5);
  }
  return performance.now() - startMs;
}

/** Plays a scene and draws what happened until its last step was done. */
export async function takeScenePicture(rig: Rig, scene: Scene): Promise<Picture> {
  const { title, settings } = scene;
  return toPicture({ title, settings }, await playScene(rig, scene));
}

export function toPicture(
  { title, settings }: Pick<Picture, 'title' | 'settings'>,
  { lines, serverCounts: counts }: Pick<PlayedScene, 'lines' | 'serverCounts'>,
): Picture {
  const end = lines.find(({ kind }) => kind === 'end');
  if (end?.kind !== 'end') throw new Error(`The scene "${title}" was not played to its end.`);
  const timeline = buildTimeline(poolEventsOf(lines), end.atMs);
  const gauges = lines.flatMap((line) =>
    line.kind === 'gauge' && line.atMs <= end.atMs
      ? [{ atMs: line.atMs, total: line.total, idle: line.idle, waiting: line.waiting }]
      : [],
  );
  const serverCounts = counts.filter(({ atMs }) => atMs >= 0 && atMs <= end.atMs);
  return {
    title,
    settings,
    timeline,
    gauges,
    serverCounts,
    summary: summarizeTimeline(timeline, gauges, serverCounts),
  };
}
