import type { TlsTrust } from '../model/tls.js';
import { placeOf } from './place-of.js';
import { certificateUntrusted } from './target-errors.js';
import { tryTls } from './try-tls.js';

/**
 * Looks at the certificate before the first request is sent, so that one message says what is wrong with it and not each of the
 * requests. Where no handshake comes about, they will tell.
 *
 * @throws HarnessError `CERTIFICATE_UNTRUSTED`
 */
export async function checkCertificate(name: string, url: string, trust: TlsTrust, signal: AbortSignal): Promise<void> {
  if (!url.startsWith('https:') || !trust.rejectUnauthorized) return;
  const { host, port } = placeOf(url);
  const peer = await tryTls(host, port, signal, trust);
  signal.throwIfAborted();
  if (peer !== null && peer.refusal !== null) throw certificateUntrusted(name, url, peer.refusal, peer.names);
}
