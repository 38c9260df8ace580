/** The words of a name: `stripeApiKey`, `STRIPE_API_KEY` and `stripe-api-key` have the same three. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);

/** Wherever they stand in a name, what it names is secret. */
const telling =
  /pass(?!ive|enger|age)|secret|token|credential|cookie|api[_-]?key|private[_-]?key|access[_-]?key|signature/i;

/** Too short to be looked for inside of other words: `author`, `monkey`. */
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

/** A name that ends in one of these tells how much or where, not what: `TOKEN_TTL_SECONDS`, `SALT_ROUNDS`, `KEY_FILE`. */
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
