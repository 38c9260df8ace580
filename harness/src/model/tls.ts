/** Which certificates are trusted in HTTPS, in the form of options for `tls.connect`. */
export interface TlsTrust {
  readonly rejectUnauthorized: boolean;
  /** Certificates in PEM. They replace those that Node.js knows. */
  readonly ca?: string;
  /** Accepts every host name. */
  readonly checkServerIdentity?: () => undefined;
}

/** Accepts any certificate. A target under test more often has a self-signed certificate than a real one. */
export const trustAnyone: TlsTrust = { rejectUnauthorized: false };
