import { createMask } from './create-mask.js';
import { secretsOfEnvironment } from './environment-secrets.js';

/** A text in which the values of these variables are masked, and everything that looks like a secret. */
export const maskSecrets = (text: string, environment: Readonly<Record<string, string | undefined>>): string =>
  createMask(secretsOfEnvironment(environment)).text(text);
