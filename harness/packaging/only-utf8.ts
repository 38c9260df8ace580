/**
 * Stands in the bundle for `iconv-lite`, which is half a megabyte of tables: `mysql2` asks it for what Node.js has no encoding
 * for. Our own connections speak UTF-8; MySQL's `utf8mb3`, of its own tables' names, is CESU-8, which differs from it only
 * beyond the characters that `utf8mb3` can hold.
 */
function assertKnown(encoding: string): void {
  if (encoding === 'cesu8') return;
  throw new Error(`connections of Leakline's own speak UTF-8, and not ${encoding}`);
}

export function getDecoder(encoding: string) {
  assertKnown(encoding);
  return { write: (bytes: Buffer): string => bytes.toString('utf8'), end: (): undefined => undefined };
}

export function getEncoder(encoding: string) {
  assertKnown(encoding);
  return { write: (text: string): Buffer => Buffer.from(text, 'utf8'), end: (): undefined => undefined };
}
