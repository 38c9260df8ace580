/** Which certificates are taken where HTTPS is spoken, as `tls.connect` is told. */
export interface TlsTrust {
  readonly rejectUnauthorized: boolean;
  /** Certificates in PEM, instead of those that Node.js knows. */
  readonly ca?: string;
  /** Says that every name is right. */
  readonly checkServerIdentity?: () => undefined;
}

/** A target under test has a self-signed certificate more often than a real one. */
export const trustAnyone: TlsTrust = { rejectUnauthorized: false };
