import type { TlsTrust } from '../model/tls.js';
import { placeOf } from './place-of.js';
import { certificateUntrusted } from './target-errors.js';
import { tryTls } from './try-tls.js';

/**
 * Checks the certificate before the first request is sent. So one message tells what is wrong with it, and not the
 * failure of each request. Where no handshake succeeds, the requests will tell why.
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
