import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import {
  isStopped,
  type ListeningSocket,
  readArguments,
  readListeningSockets,
  readSigusr1,
  readSocketInodes,
  readVariable,
} from '../../../platform/processes/procfs.js';
import type { RunningProcess } from '../../runtime-module.js';
import { inspectorClosed, portTaken, processStopped, signalDeadly, signalHandled } from './attach-errors.js';
import { holderOf } from './holder-of.js';

/** An inspector that listens. */
interface OpenInspector {
  readonly port: number;
  /** Where its WebSocket is. */
  readonly url: string;
  /** Whether it was open before. Then it has to stay open. */
  readonly wasOpen: boolean;
}

/** On a busy machine the thread of the inspector takes some hundred milliseconds to start. */
const openWithinMs = 5_000;
const pollMs = 20;
/** The inspector answers from a thread of its own, even where the application is busy. */
const answerWithinMs = 1_000;
const usualPort = 9229;

function listenersOf(pid: number): readonly ListeningSocket[] {
  const inodes = readSocketInodes(pid);
  return readListeningSockets(pid).filter(({ inode }) => inodes.has(inode));
}

/** Whether the inspector was asked for when the process was started. */
const wasAskedFor = (pid: number): boolean =>
  [...readArguments(pid), readVariable(pid, 'NODE_OPTIONS') ?? ''].some((text) =>
    /(?:^|\s)--inspect(?!-port)/.test(text),
  );

const wantedPort = (pid: number): number =>
  Number(/--(?:inspect|debug)-port=(?:\S*:)?(\d+)/.exec(readArguments(pid).join(' '))?.[1] ?? usualPort);

/** The address of the inspector's WebSocket at a port; null where something else listens there. */
function inspectorAt({ dial }: RunningProcess, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get(
      {
        host: '127.0.0.1',
        port,
        path: '/json/list',
        timeout: answerWithinMs,
        createConnection: () => dial(port) as never,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          // An inspector's answer has half a kilobyte.
          if (text.length > 65_536) request.destroy();
        });
        response.on('end', () => resolve(urlIn(text)));
        response.on('close', () => resolve(null));
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(null));
  });
}

function urlIn(text: string): string | null {
  try {
    const [first] = JSON.parse(text) as { readonly webSocketDebuggerUrl?: unknown }[];
    const url = first?.webSocketDebuggerUrl;
    return typeof url === 'string' && url.startsWith('ws:') ? url : null;
  } catch {
    return null;
  }
}

async function findAmong(
  process: RunningProcess,
  sockets: readonly ListeningSocket[],
): Promise<{ readonly port: number; readonly url: string } | null> {
  for (const port of new Set(sockets.map((socket) => socket.port))) {
    const url = await inspectorAt(process, port);
    if (url !== null) return { port, url };
  }
  return null;
}

function whyClosed(pid: number): string {
  if (isStopped(pid)) return processStopped;
  const port = wantedPort(pid);
  const taken = readListeningSockets(pid).find((socket) => socket.port === port);
  return taken === undefined ? signalHandled : portTaken(port, holderOf(taken.inode));
}

/**
 * Opens the inspector of a Node.js process by SIGUSR1, or finds the one that is open. The ports are those that the
 * process listens on. The usual one may be another process's.
 *
 * @throws HarnessError `ATTACH_REFUSED`, `ATTACH_FAILED`
 */
export async function openInspector(running: RunningProcess): Promise<OpenInspector> {
  const { pid, target } = running;
  const before = listenersOf(pid);
  if (wasAskedFor(pid)) {
    const open = await findAmong(running, before);
    if (open !== null) return { ...open, wasOpen: true };
  }
  if (readSigusr1(pid) === 'deadly') throw signalDeadly(target, pid);
  process.kill(pid, 'SIGUSR1');
  const untilMs = performance.now() + openWithinMs;
  const known = new Set(before.map(({ inode }) => inode));
  while (performance.now() < untilMs) {
    await delay(pollMs);
    const opened = await findAmong(
      running,
      listenersOf(pid).filter(({ inode }) => !known.has(inode)),
    );
    if (opened !== null) return { ...opened, wasOpen: false };
  }
  // The application may have opened one itself. Its other ports are asked last, because they may be its service.
  const open = await findAmong(running, before);
  if (open !== null) return { ...open, wasOpen: true };
  throw inspectorClosed(target, pid, openWithinMs, whyClosed(pid));
}
