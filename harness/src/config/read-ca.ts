import { X509Certificate } from 'node:crypto';
import { readPlainFileSync } from '../platform/files/read-text-file.js';
import { HarnessError } from '../platform/harness-error.js';

/**
 * Certificates of a file in PEM.
 *
 * @throws HarnessError `CONFIG_INVALID`
 */
export function readCa(file: string): string {
  try {
    const pem = readPlainFileSync(file);
    const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
    if (certificates === null) throw new Error('it holds nothing from "-----BEGIN CERTIFICATE-----" to its end');
    // `tls` would pass over what is damaged, and trust nobody.
    for (const certificate of certificates) new X509Certificate(certificate);
    return pem;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError(
      'CONFIG_INVALID',
      `The file "${file}" given as \`ca\` cannot be used: ${reason}. It has to hold the certificate, in PEM, of whoever signed ` +
        "the service's own, or that itself.",
      { cause },
    );
  }
}
