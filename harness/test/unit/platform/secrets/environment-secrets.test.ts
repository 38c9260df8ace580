import { expect } from 'chai';
import { secretsOfEnvironment } from '../../../../src/platform/secrets/environment-secrets.js';

const certaintyOf = (name: string, value: string): string =>
  secretsOfEnvironment({ [name]: value }).find((secret) => secret.value === value)?.certainty ?? 'kept';

describe('secretsOfEnvironment', () => {
  const certain: readonly (readonly [name: string, value: string])[] = [
    ['PASSWORD', 'abcd'],
    ['dbPwd', 'abcd'],
    ['GITHUB_TOKEN', 'abcdefgh'],
    ['npm_config__authToken', 'abcdefgh'],
    ['STRIPE_KEY', '/abc+def='],
    ['SESSION_SALT', 'abcdefgh'],
    ['SENTRY_DSN', 'https://sentry.example/1'],
    ['BACKEND', 'amqp://me:pw12@mq/'],
    ['PIN', '123456789'],
  ];
  for (const [name, value] of certain)
    it(`${name}=${value}`, () => expect(certaintyOf(name, value)).to.equal('certain'));

  it('a neutral name', () => expect(certaintyOf('COMPANY', 'acme corp')).to.equal('possible'));
  it('digits that are a quantity as often', () => expect(certaintyOf('SESSION_LIFE', '86400000')).to.equal('possible'));

  const kept: readonly (readonly [name: string, value: string])[] = [
    ['PASSWORD', 'abc'],
    ['PASSWORD', 'postgres'],
    ['TOKEN_TTL', '360000'],
    ['KEY_FILE', '/run/key.pem'],
    ['AUTHOR', 'ann'],
    ['PATH', '/usr/bin:/bin'],
    ['MODULES', '/a/b:/c'],
    ['TERM', 'xterm-256color'],
    ['LC_ALL', 'en_US.UTF-8'],
    ['npm_config_registry', 'some registry'],
    ['NODE_ENV', 'some-environment'],
    ['GITHUB_REPOSITORY', 'acme/orders'],
    ['SSH_AUTH_SOCK', '/tmp/ssh/agent'],
    ['LIMIT', '1000000'],
    ['VERBOSE', 'false'],
    ['APP_ENV', 'production'],
    ['BACKEND', 'http://backend:8080/api'],
    ['UPSTREAM', 'backend.internal:8080'],
    ['SHORT', 'abcde'],
  ];
  for (const [name, value] of kept) it(`not ${name}=${value}`, () => expect(certaintyOf(name, value)).to.equal('kept'));

  it('finds credentials and parameters inside of a value', () => {
    const values = secretsOfEnvironment({ OPTIONS: '--url=redis://me:pw12%21@h:1/0 --api-key=abcd' }).map(
      ({ value }) => value,
    );
    expect(values).to.include.members(['redis://me:pw12%21@h:1/0', 'pw12%21', 'pw12!', 'abcd']);
  });
});
