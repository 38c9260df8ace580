import { expect } from 'chai';
import { maskPatterns } from '../../../../src/platform/secrets/patterns.js';

const masked: readonly (readonly [text: string, masked: string])[] = [
  ['postgres://ann:s3cret@db:5432/shop', 'postgres://ann:***@db:5432/shop'],
  ['redis://:s3cret@127.0.0.1:6379', 'redis://:***@127.0.0.1:6379'],
  ['postgres://ann:a@b:c/d?e@db/shop', 'postgres://ann:***@db/shop'],
  ['https://0123456789abcdef0123456789@git.example', 'https://***@git.example'],
  ['https://0123456789abcdef0123456789:x-oauth-basic@git.example', 'https://***@git.example'],
  ['https://token-as-a-user:@git.example', 'https://***@git.example'],
  ['postgres://db/shop?user=ann&password=s3cret&ssl=1', 'postgres://db/shop?user=ann&password=***&ssl=1'],
  ['GET /x?access_token=abc&y=1 answered 500', 'GET /x?access_token=***&y=1 answered 500'],
  ['GET /x?auth%5Btoken%5D=abc&a[b]=1', 'GET /x?auth%5Btoken%5D=***&a[b]=1'],
  ['Authorization: Bearer abcdef', 'Authorization: ***'],
  ['sent Bearer abc.DEF-123', 'sent Bearer ***'],
  ['sent basic YW5uOmI=', 'sent basic ***'],
  ['Set-Cookie: sid=abc; Path=/\nnext', 'Set-Cookie: ***\nnext'],
  ['{"password":"hu\\"nter","a":1}', '{"password":"***","a":1}'],
  ['{\\"token\\":\\"abc\\",\\"a\\":1}', '{\\"token\\":\\"***\\",\\"a\\":1}'],
  ['"token":"cut off he', '"token":"***'],
  ["{ apiKey: 'abc', id: 1 }", "{ apiKey: '***', id: 1 }"],
  ['password: hunter', 'password: ***'],
  ['STRIPE_KEY=abc DEBUG=1', 'STRIPE_KEY=*** DEBUG=1'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_-9 end', '*** end'],
  ['id AKIAIOSFODNN7EXAMPLE', 'id ***'],
  ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '***'],
  ['xoxb-123456789-abcdef', '***'],
  ['sk_live_abcdefgh12', '***'],
  ['a\n-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----\nb', 'a\n***\nb'],
  ['a\n-----BEGIN PRIVATE KEY-----\nMIIabc', 'a\n***'],
  ['MIIabc\nxyz=\n-----END PRIVATE KEY-----\nb', '***\nb'],
];

/** What is no secret, and looks a little like one: places in code, prose, templates, what was masked before. */
const kept: readonly string[] = [
  'redis://127.0.0.1:6379',
  'at file:///a/node_modules/.pnpm/foo@1.2.3/x.js:3:4',
  'http://127.0.0.1:3000/users/a@b.c?x=1',
  'http://[::1]:3000/a@b',
  'basic authentication failed',
  'Bearer tokens are used',
  'Unexpected token: x in JSON',
  'token = createToken()',
  'password: string;',
  'const session = new Map()',
  'const cookie = req.headers.cookie',
  'GET /x?token={n}',
  'SALT_ROUNDS=12 KEY_FILE=/run/key',
  'password=[DB_PASSWORD]',
  'password=***',
  'max_connections=100',
];

/** As much as a crash text has at most, of what makes expressions walk back and forth. */
const hostile = [
  'a',
  'a=',
  '"a":"',
  'a://',
  'http://a:',
  'QUJD\n',
  'eyJ',
  '\\',
  'password',
  '-----BEGIN PRIVATE KEY-----',
];

describe('maskPatterns', () => {
  for (const [text, expected] of masked) {
    it(`masks ${JSON.stringify(text)}`, () => expect(maskPatterns(text)).to.equal(expected));
    it(`masks it once: ${JSON.stringify(expected)}`, () => expect(maskPatterns(expected)).to.equal(expected));
  }
  for (const text of kept) it(`keeps ${text}`, () => expect(maskPatterns(text)).to.equal(text));
  for (const part of hostile) {
    it(`takes no time over ${JSON.stringify(part)} again and again`, () => {
      const startMs = performance.now();
      maskPatterns(part.repeat(Math.ceil(16_384 / part.length)));
      expect(performance.now() - startMs).to.be.below(3_000);
    });
  }
});
