/** The words of a name. `stripeApiKey`, `STRIPE_API_KEY` and `stripe-api-key` have the same three words. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);

/** A name that contains one of these anywhere is the name of a secret. */
const telling =
  /pass(?!ive|enger|age)|secret|token|credential|cookie|api[_-]?key|private[_-]?key|access[_-]?key|signature/i;

/** These only count as whole words, because other words contain them: `author`, `monkey`. */
const tellingWords: readonly string[] = [
  'key',
  'keys',
  'auth',
  'authorization',
  'cred',
  'creds',
  'pwd',
  'pw',
  'private',
  'session',
  'sess',
  'sid',
  'jsessionid',
  'phpsessid',
  'sessionid',
  'salt',
  'sig',
  'dsn',
  'jwt',
  'otp',
  'pin',
  'webhook',
];

/**
 * If the last word of a name is one of these, the value is an amount or a place, not a secret: `TOKEN_TTL_SECONDS`,
 * `SALT_ROUNDS`, `KEY_FILE`.
 */
const quantities =
  /^(ttl|timeout|expiry|expires|age|ms|seconds|minutes|hours|days|count|size|length|bits|rounds|limit|max|min|port|host|type|mode|enabled|file|path|dir)$/;

const isQuantity = (words: readonly string[]): boolean => quantities.test(words.at(-1) ?? '');

/** Whether a name says plainly that its value is secret: `password`, `x-api-key`, `refreshToken`. */
export const saysSecret = (name: string): boolean => telling.test(name) && !isQuantity(wordsOf(name));

/** Whether the value of a variable, parameter, field or header of this name may be secret. */
export function maySaySecret(name: string): boolean {
  const words = wordsOf(name);
  return !isQuantity(words) && (telling.test(name) || words.some((word) => tellingWords.includes(word)));
}
