import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

const value = (short?: string) =>
  ({ type: 'string', multiple: true, ...(short === undefined ? {} : { short }) }) as const;
const flag = (short?: string) =>
  ({ type: 'boolean', multiple: true, ...(short === undefined ? {} : { short }) }) as const;

/** Options that describe the request. */
const meant = {
  request: value('X'),
  header: value('H'),
  data: value('d'),
  'data-ascii': value(),
  'data-raw': value(),
  'data-binary': value(),
  'data-urlencode': value(),
  json: value(),
  user: value('u'),
  cookie: value('b'),
  'user-agent': value('A'),
  referer: value('e'),
  url: value(),
  'oauth2-bearer': value(),
  form: value('F'),
  'form-string': value(),
  'upload-file': value('T'),
  get: flag('G'),
  head: flag('I'),
  insecure: flag('k'),
} as const satisfies Options;

/** Options that describe how curl behaves. Leakline decides that itself. */
const withoutMeaning = {
  ...Object.fromEntries(
    [
      ...['max-time', 'connect-timeout', 'retry', 'retry-delay', 'retry-max-time', 'cacert', 'capath', 'cert', 'key'],
      ...['resolve', 'connect-to', 'limit-rate', 'max-redirs', 'interface', 'dns-servers', 'ciphers', 'noproxy'],
      ...['stderr', 'trace', 'trace-ascii', 'unix-socket', 'proxy-user', 'pass', 'cert-type', 'key-type', 'tls-max'],
    ].map((name) => [name, value()]),
  ),
  output: value('o'),
  'max-time': value('m'),
  proxy: value('x'),
  'write-out': value('w'),
  'dump-header': value('D'),
  'cookie-jar': value('c'),
  config: value('K'),
  range: value('r'),
  cert: value('E'),
  location: flag('L'),
  silent: flag('s'),
  'show-error': flag('S'),
  verbose: flag('v'),
  include: flag('i'),
  fail: flag('f'),
  'remote-name': flag('O'),
  globoff: flag('g'),
  'no-buffer': flag('N'),
  'progress-bar': flag('#'),
  http1: flag('0'),
  ipv4: flag('4'),
  ipv6: flag('6'),
  ...Object.fromEntries(
    [
      ...['compressed', 'no-progress-meter', 'fail-with-body', 'tlsv1.2', 'tlsv1.3', 'http1.0', 'http1.1', 'http2'],
      ...['http2-prior-knowledge', 'http3', 'no-keepalive', 'path-as-is', 'ssl-no-revoke', 'location-trusted', 'raw'],
    ].map((name) => [name, flag()]),
  ),
} as const satisfies Options;

/** An option of a command, or a word without an option. */
export interface CurlToken {
  /** The option's long name, e.g. `data-raw`. Null for a word that stands alone, which is an address. */
  readonly name: keyof typeof meant | null;
  readonly value: string;
}

export interface CurlWords {
  readonly tokens: readonly CurlToken[];
  /** Unknown options, as they were written. */
  readonly unknown: readonly string[];
}

const isMeant = (name: string): name is keyof typeof meant => Object.hasOwn(meant, name);

/** The options of a command in their order, read as curl reads them. */
export function readOptions(words: readonly string[]): CurlWords {
  const options: Options = { ...withoutMeaning, ...meant };
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const read: CurlToken[] = [];
  const unknown: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') read.push({ name: null, value: token.value });
    else if (token.kind === 'option' && isMeant(token.name)) read.push({ name: token.name, value: token.value ?? '' });
    else if (token.kind === 'option' && !Object.hasOwn(options, token.name)) unknown.push(token.rawName);
  }
  return { tokens: read, unknown };
}
