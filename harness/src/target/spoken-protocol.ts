import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { attemptTimeoutMs } from './try-connection.js';

/** The protocol that a server speaks where Leakline expected another one. */
export type SpokenProtocol = 'tls' | 'http' | 'http2';

interface Place {
  readonly host: string;
  readonly port: number;
}

const http2Preface = `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${'\0'.repeat(3)}\u0004${'\0'.repeat(5)}`;
/** The type of a frame, which follows its length. A server of HTTP/2 begins with its settings. */
const settingsFrame = 4;

/** Resolves with whether the connection did what was waited for, and closes it. */
function tryOut(socket: Socket, listen: (succeed: (isSo: boolean) => void) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isSo: boolean): void => {
      resolve(isSo);
      socket.destroy();
    };
    socket.setTimeout(attemptTimeoutMs, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
    listen(end);
  });
}

function takesTls(place: Place): Promise<boolean> {
  const socket = connectTls({ ...place, rejectUnauthorized: false });
  return tryOut(socket, (end) => socket.once('secureConnect', () => end(true)));
}

/** Sends a text, and checks the first bytes that come back. */
function answers(place: Place, words: string, isExpected: (answer: Buffer) => boolean): Promise<boolean> {
  const socket = connect(place);
  return tryOut(socket, (end) => {
    socket.once('connect', () => socket.write(words, 'latin1'));
    socket.once('data', (answer: Buffer) => end(isExpected(answer)));
  });
}

/** The protocol that the server speaks instead of that in its address; null where none was found. */
export async function spokenProtocol(baseUrl: string): Promise<SpokenProtocol | null> {
  const { protocol, hostname, port } = new URL(baseUrl);
  const isTls = protocol === 'https:';
  const place = { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || (isTls ? 443 : 80) };
  const request = `HEAD / HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`;
  if (isTls)
    return (await answers(place, request, (answer) => answer.toString('latin1').startsWith('HTTP/1'))) ? 'http' : null;
  if (await takesTls(place)) return 'tls';
  return (await answers(place, http2Preface, (answer) => answer[3] === settingsFrame)) ? 'http2' : null;
}
