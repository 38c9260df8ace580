import { expect } from 'chai';
import { redactUrl } from '../../../src/platform/redact-url.js';

describe('redactUrl', () => {
  const cases: readonly (readonly [url: string, redacted: string])[] = [
    ['postgres://ann:s3cret@db:5432/shop', 'postgres://ann:***@db:5432/shop'],
    ['redis://:s3cret@127.0.0.1:6379', 'redis://:***@127.0.0.1:6379'],
    ['postgres://ann@db/shop', 'postgres://ann@db/shop'],
    ['redis://127.0.0.1:6379', 'redis://127.0.0.1:6379'],
    ['postgres://ann:a@b:c/d?e@db/shop', 'postgres://ann:***@db/shop'],
    [
      'postgres://db/shop?user=ann&password=s3cret&sslmode=require',
      'postgres://db/shop?user=ann&password=***&sslmode=require',
    ],
    ['not a url', 'not a url'],
  ];
  for (const [url, redacted] of cases) {
    it(`shows ${redacted}`, () => expect(redactUrl(url)).to.equal(redacted));
  }
});
