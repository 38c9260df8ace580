import { expect } from 'chai';
import { createMask } from '../../../../src/platform/secrets/create-mask.js';
import { secretsOfEnvironment } from '../../../../src/platform/secrets/environment-secrets.js';

const environment = {
  DATABASE_URL: 'postgres://me:p%40ss%2Fw0rd@db/app',
  API_TOKEN: 'tok+/=en ü',
  ODD_SECRET: 'a.b*c(d)[e]{f}$^|\\"\'',
  APP: 'orders',
  SHORT_PASSWORD: 'p4ss',
  LONG_KEY: 'k'.repeat(3_000),
  SIGNING_KEY: '-----BEGIN X-----\nMIIEvQIBADANBgkqhkiG\n-----END X-----',
  EMPTY_SECRET: '',
  COMMON_PASSWORD: 'test',
  NESTED_SECRET: 'outer-inner-secret',
  INNER_SECRET: 'inner-secret',
};

const mask = createMask(secretsOfEnvironment(environment));

describe('createMask', () => {
  const cases: readonly (readonly [title: string, text: string, masked: string])[] = [
    ['names the source', 'x tok+/=en ü y', 'x [API_TOKEN] y'],
    ['a value in a URL', `x=${encodeURIComponent('tok+/=en ü')}`, 'x=[API_TOKEN]'],
    ['a value in a URL, in small letters', 'tok%2b%2f%3den%20%c3%bc', '[API_TOKEN]'],
    ['a value in a form', 'tok%2B%2F%3Den+%C3%BC', '[API_TOKEN]'],
    ['a value in JSON', JSON.stringify({ a: environment.ODD_SECRET }), '{"a":"[ODD_SECRET]"}'],
    ['a value in JSON in JSON', JSON.stringify(JSON.stringify(environment.ODD_SECRET)), '"\\"[ODD_SECRET]\\""'],
    ['a value in base64', Buffer.from('tok+/=en ü').toString('base64'), '[API_TOKEN]'],
    ['a value in UTF-16', [...'tok+/=en ü'].join('\0'), '[API_TOKEN]'],
    ['a value in colours', 'x tok+\u001b[31m/=en ü\u001b[39m', 'x [API_TOKEN]'],
    ['a value with what nobody sees', 'tok\u200b+/=e\u202en ü', '[API_TOKEN]'],
    ['no escape where there is no value', '\u001b[31mred\u200b', '\u001b[31mred\u200b'],
    ['a URL as a whole', `connect ${environment.DATABASE_URL}:`, 'connect [DATABASE_URL]:'],
    ['the password of a URL, as written', 'auth p%40ss%2Fw0rd', 'auth [DATABASE_URL]'],
    ['the password of a URL, as meant', 'auth p@ss/w0rd', 'auth [DATABASE_URL]'],
    ['a neutral value between other characters', 'GET /orders, \\norders', 'GET /[APP], \\n[APP]'],
    ['no neutral value inside of words', 'reorders orders2', 'reorders orders2'],
    ['a short secret', 'p4ss, sp4ss', '[SHORT_PASSWORD], sp4ss'],
    ['one line of many', 'key MIIEvQIBADANBgkqhkiG', 'key [SIGNING_KEY]'],
    ['a long value', environment.LONG_KEY, '[LONG_KEY][LONG_KEY][LONG_KEY]'],
    ['no word that everybody uses', 'test latest', 'test latest'],
    ['the longer of two', 'outer-inner-secret', '[NESTED_SECRET]'],
    ['what looks like a secret', 'password=hunter', 'password=***'],
  ];
  for (const [title, text, expected] of cases) it(title, () => expect(mask.text(text)).to.equal(expected));

  for (const user of ['', 'u', 'us', 'user']) {
    it(`a value in base64 behind ${user.length} other characters`, () => {
      const encoded = Buffer.from(`${user}:outer-inner-secret?`).toString('base64');
      expect(mask.text(`Basic-like ${encoded}`)).to.match(/^Basic-like \w{0,7}\[NESTED_SECRET\]\S{0,6}$/);
    });
  }

  it('masks names by what is certain alone, with one sign', () => {
    expect(mask.identity('GET /orders/inner-secret?token=x')).to.equal('GET /orders/***?token=***');
  });

  it('knows the numbers that requests put into a value', () => {
    const secret = { value: 'key-{n}-of-user', source: 'header x-key', certainty: 'certain' } as const;
    expect(createMask([secret]).text('key-17-of-user key-{n}-of-user')).to.equal('[header x-key] [header x-key]');
  });

  it('masks nothing it does not know', () => expect(createMask([]).text('orders')).to.equal('orders'));
});
