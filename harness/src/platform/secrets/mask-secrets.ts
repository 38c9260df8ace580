import { createMask } from './create-mask.js';
import { secretsOfEnvironment } from './environment-secrets.js';

/** A text without what came from these variables, and without what looks like a secret. */
export const maskSecrets = (text: string, environment: Readonly<Record<string, string | undefined>>): string =>
  createMask(secretsOfEnvironment(environment)).text(text);
