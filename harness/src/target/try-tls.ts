import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { type TlsTrust, trustAnyone } from '../model/tls.js';
import { attemptTimeoutMs } from './try-connection.js';

/** What a handshake has shown of the other side. */
export interface TlsPeer {
  /** The reason not to trust its certificate, as a code of OpenSSL or Node.js; null where it is trusted. */
  readonly refusal: string | null;
  /** The names that its certificate is for; empty where it has none. */
  readonly names: string;
}

function describePeer(socket: TLSSocket): TlsPeer {
  const { subjectaltname = '' } = socket.getPeerCertificate();
  const { authorizationError } = socket;
  return { refusal: socket.authorized ? null : String(authorizationError), names: subjectaltname };
}

/** Makes a TLS handshake and hangs up. Null where the other side speaks no TLS, or does not answer in time. */
export function tryTls(
  host: string,
  port: number,
  signal: AbortSignal,
  trust: TlsTrust = trustAnyone,
): Promise<TlsPeer | null> {
  return new Promise((resolve) => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    // The connection accepts any certificate, so that we can judge it here and tell what is wrong.
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
