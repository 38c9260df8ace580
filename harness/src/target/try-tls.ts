import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { type TlsTrust, trustAnyone } from '../model/tls.js';
import { attemptTimeoutMs } from './try-connection.js';

/** What a handshake has shown of the other side. */
export interface TlsPeer {
  /** Why its certificate is not to be trusted, as a code of OpenSSL or Node.js; null when it is. */
  readonly refusal: string | null;
  /** The names that its certificate is for; empty where it has none. */
  readonly names: string;
}

function describePeer(socket: TLSSocket): TlsPeer {
  const { subjectaltname = '' } = socket.getPeerCertificate();
  const { authorizationError } = socket;
  return { refusal: socket.authorized ? null : String(authorizationError), names: subjectaltname };
}

/** Shakes hands and hangs up; null where nobody speaks TLS, or does not answer in time. */
export function tryTls(
  host: string,
  port: number,
  signal: AbortSignal,
  trust: TlsTrust = trustAnyone,
): Promise<TlsPeer | null> {
  return new Promise((resolve) => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    // The certificate is judged here, so that what is wrong with it can be told.
    const socket = connect({ ...trust, host, port, ...servername, rejectUnauthorized: false });
    const end = (peer: TlsPeer | null): void => {
      resolve(peer);
      clearTimeout(timer);
      signal.removeEventListener('abort', hangUp);
      socket.destroy();
    };
    const hangUp = (): void => end(null);
    const timer = setTimeout(hangUp, attemptTimeoutMs);
    signal.addEventListener('abort', hangUp, { once: true });
    socket.once('secureConnect', () => end(describePeer(socket)));
    socket.on('error', hangUp);
    socket.once('close', hangUp);
  });
}
