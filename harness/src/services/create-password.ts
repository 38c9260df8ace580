import { randomBytes } from 'node:crypto';

/** 144 random bits, of characters that need no escaping in a URL, a file or SQL. */
export const createPassword = (): string => randomBytes(18).toString('base64url');
