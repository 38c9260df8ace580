/** A text that must not be written down. */
export interface Secret {
  readonly value: string;
  /** The name of its source: `DATABASE_URL`, `header authorization`. */
  readonly source: string;
  /**
   * `certain`: its name or form shows that it is secret. `possible`: it came from the same places under a neutral name.
   * It is masked in free text, and never in the names of targets, endpoints and files.
   */
  readonly certainty: 'certain' | 'possible';
}

/** Shorter values would be found in every text. */
export const shortestCertain = 4;
const shortestPossible = 6;

/**
 * Values that everybody uses where nothing has to be kept secret. Masking them would hide nothing and make every text
 * hard to read.
 */
const commonWords: readonly string[] = [
  'admin',
  'administrator',
  'changeme',
  'default',
  'demo',
  'dev',
  'development',
  'disabled',
  'enabled',
  'example',
  'false',
  'guest',
  'leakline',
  'local',
  'localhost',
  'mongo',
  'mysql',
  'none',
  'null',
  'optional',
  'password',
  'postgres',
  'postgresql',
  'prod',
  'production',
  'public',
  'redis',
  'required',
  'root',
  'secret',
  'server',
  'staging',
  'test',
  'testing',
  'token',
  'true',
  'undefined',
  'user',
  'username',
];

const isCommon = (value: string): boolean => commonWords.includes(value.toLowerCase());

/** The value as a secret. Empty where it is too short or too common to be masked. */
export function toSecret(value: string, source: string, certainty: Secret['certainty']): readonly Secret[] {
  const shortest = certainty === 'certain' ? shortestCertain : shortestPossible;
  const text = value.trim();
  return text.length < shortest || isCommon(text) ? [] : [{ value: text, source, certainty }];
}
