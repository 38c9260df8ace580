import { type TlsTrust, trustAnyone } from '../model/tls.js';

/** What the user says of certificates. */
export interface TrustSetting {
  /** In PEM; null: those that Node.js knows. */
  readonly ca: string | null;
  readonly insecure: boolean;
}

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * On loopback nobody can be in between: there any certificate is taken unless `ca` asks for a look, and whose name it has does
 * not matter. Elsewhere it is checked unless `insecure` says otherwise.
 */
export function trustFor(url: string, { ca, insecure }: TrustSetting): TlsTrust {
  const isLoopback = loopback.test(new URL(url).hostname);
  if (insecure || (isLoopback && ca === null)) return trustAnyone;
  return {
    rejectUnauthorized: true,
    ...(ca === null ? {} : { ca }),
    ...(isLoopback ? { checkServerIdentity: () => undefined } : {}),
  };
}
