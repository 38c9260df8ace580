import { scrypt } from 'node:crypto';

/** A hash that takes some milliseconds. */
export function passwordHash(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N: 1024 }, (error, hash) => (error === null ? resolve(hash) : reject(error)));
  });
}
