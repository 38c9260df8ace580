import { maySaySecret, saysSecret } from './secret-name.js';
import { isWordStart } from './word-boundary.js';

/** The sign for a secret whose source is not known. */
export const plainSign = '***';

/**
 * Words whose form shows that they are secret. The first is a JSON Web Token (RFC 7519): in base64, `{"` begins with
 * these letters. The others have the prefixes that AWS, GitHub, GitLab, npm, Hugging Face, Stripe, DigitalOcean, Slack,
 * OpenAI, Google and SendGrid document for their keys.
 */
const tokens: readonly string[] = [
  'eyJ[\\w-]{8,}\\.[\\w-]{4,}(?:\\.[\\w-]*)?',
  '(?:AKIA|ASIA)[A-Z\\d]{16}',
  '(?:gh[opsru]_|github_pat_|glpat-|npm_|hf_|whsec_|dop_v1_)[\\w-]{16,}',
  '[spr]k_(?:live|test)_\\w{8,}',
  'xox[a-z]-[\\w-]{10,}',
  'sk-[\\w-]{20,}',
  'AIza[\\w-]{30,}',
  'SG\\.[\\w-]{16,}\\.[\\w-]{16,}',
];

const privateKeyEnd = '-----END [A-Z ]*PRIVATE KEY-----';

const token = new RegExp(tokens.join('|'), 'g');

const maskToken = (all: string, offset: number, text: string): string => (isWordStart(text, offset) ? plainSign : all);

/** Forms that are secret whatever surrounds them. */
const wholeForms: readonly RegExp[] = [
  new RegExp(`-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:${privateKeyEnd}|$)`, 'g'),
  // The end of a key whose beginning was cut off. The largest keys have about a hundred lines.
  new RegExp(`(?<![\\w+/=])(?:[\\w+/=]+(?:\\r?\\n|\\\\n)){1,100}${privateKeyEnd}`, 'g'),
  /(?<=hooks\.slack\.com\/services\/)[\w/]+/g,
];

/** The user info of a URL. A password that was not encoded may contain `/` and `@`. A port is not a password. */
const userInfo =
  /((?<![a-z\d+.-])[a-z][a-z\d+.-]*:\/\/)(?:([^\s/?#@:"'`<>[\]]*):(?!\d+[/?#])([^\s"'`<>]*)@|[^\s/?#@"'`<>]+@)/gi;

/**
 * A user name beside a password says who was refused, so it is shown. A longer one, or one without a password, is a
 * token.
 */
const longestUserName = 20;

function maskUserInfo(_all: string, scheme: string, user?: string, password?: string): string {
  const isName = user !== undefined && user.length <= longestUserName && password !== '';
  return `${scheme}${isName ? `${user}:` : ''}${plainSign}@`;
}

/** Credentials of HTTP. Words of prose (`basic authentication`) only have small letters. */
const httpCredentials = /\b(Bearer|Basic)(\s+)(?=[a-z]*[^a-z\s])[\w.~+/=-]{8,}/gi;

/** `password=…` in a query, a form, a connection string or a list of variables. */
const assignment =
  /(?<![\w.-])([\w.-]+(?:(?:\[|%5B)[\w.-]*(?:\]|%5D))*)=(?![\s*]|\[[\w .-]+\]|\$|\{|null\b|undefined\b|true\b|false\b|[\w.]+\()([^\s&;,"'`<>()\]}]+)/g;

/** `"token": "…"`, `password: '…'`: fields of JSON, also where it is cut off, and of printed objects. */
const quotedField = /(["']|(?<![\w.-]))([\w.-]+)\1(\s*[:=]\s*)(["'`])(?!\[[\w .-]+\])(?:\\.|(?!\4)[^\\\n])+/g;

/** The same fields inside of a text in JSON, where quotes are escaped. */
const escapedField = /(\\+["'])([\w.-]+)\1(\s*[:=]\s*)(\\+["'])(?!\[[\w .-]+\])(?:(?!\4)[^\n])+/g;

/** `password: …` in YAML and in prose. */
const bareField =
  /(?<![\w-])([\w-]*(?:password|passwd|passphrase|pwd|secret))(:\s+)(?!(?:string|number|boolean|unknown|any|null|undefined|true|false)\b|[\w.]+\(|[*[{"'`])([^\s,;"'`]+)/gi;

/** `Authorization: …`, `Cookie: …` and `X-Api-Key: …` as they are sent. */
const headerLine =
  /\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(:[ \t]*)(?=[^\s"'`]+(?:[= ][^\s"'`]|[^\s"'`]{8}))(?!\[[\w .-]+\]|[\w.]+\()[^\s"'`][^\r\n"'`]*/gi;

const maskField = (all: string, quote: string, name: string, between: string, open: string): string =>
  saysSecret(name) ? `${quote}${name}${quote}${between}${open}${plainSign}` : all;

/** Masks what looks like a secret: URLs with credentials, tokens of known forms, private keys, `password=…`. */
export function maskPatterns(text: string): string {
  const whole = wholeForms.reduce((masked, form) => masked.replace(form, plainSign), text);
  return whole
    .replace(token, maskToken)
    .replace(userInfo, maskUserInfo)
    .replace(headerLine, `$1$2${plainSign}`)
    .replace(httpCredentials, `$1$2${plainSign}`)
    .replace(assignment, (all: string, name: string) => (maySaySecret(name) ? `${name}=${plainSign}` : all))
    .replace(quotedField, maskField)
    .replace(escapedField, maskField)
    .replace(bareField, `$1$2${plainSign}`);
}
