import { type TlsTrust, trustAnyone } from '../model/tls.js';

/** The user's settings for certificates. */
export interface TrustSetting {
  /** Issuers in PEM. Null means those that Node.js knows. */
  readonly ca: string | null;
  readonly insecure: boolean;
}

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * On loopback nobody can stand between us and the server. So any certificate is accepted there, unless `ca` asks for a
 * check, and its name never matters. Elsewhere certificates are checked, unless `insecure` says otherwise.
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
