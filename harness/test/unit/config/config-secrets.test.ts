import { expect } from 'chai';
import { secretsOfConfig } from '../../../src/config/config-secrets.js';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import type { UserConfig } from '../../../src/config/user-config.js';

const context = { configFile: null, cwd: '/work', environment: {} };

const secretsOf = (config: Partial<UserConfig>): readonly string[] => {
  const user = { targets: [{ name: 'app', command: 'node .' }], endpoints: ['GET /'], ...config };
  return secretsOfConfig(resolveConfig(user, {}, context)).map(
    ({ value, source, certainty }) => `${certainty} ${source}: ${value}`,
  );
};

const ofRequest = (request: object): readonly string[] => secretsOf({ endpoints: [{ path: '/', ...request }] });

describe('secretsOfConfig', () => {
  const cases: readonly (readonly [title: string, request: object, secrets: readonly string[]])[] = [
    [
      'a token',
      { headers: { Authorization: 'Bearer abcdef' } },
      ['certain header authorization: Bearer abcdef', 'certain header authorization: abcdef'],
    ],
    [
      'name and password',
      { headers: { authorization: `Basic ${Buffer.from('ann:pw12').toString('base64')}` } },
      ['certain header authorization: ann:pw12', 'certain header authorization: pw12'],
    ],
    [
      'cookies',
      { headers: { cookie: 'a=abcd; b=efgh' } },
      ['certain header cookie: abcd', 'certain header cookie: efgh'],
    ],
    ['a header with a neutral name', { headers: { 'x-tenant': 'tenant-1' } }, ['possible header x-tenant: tenant-1']],
    ['a parameter', { path: '/a?token=abcd&page=second' }, ['certain query: abcd']],
    [
      'fields of JSON',
      { body: { a: [{ password: 'abcd' }], city: 'Vienna' } },
      ['certain body password: abcd', 'possible body city: Vienna'],
    ],
    [
      'fields of a form',
      { body: 'secret=a%20bc&city=Vienna' },
      ['certain body secret: a bc', 'possible body city: Vienna'],
    ],
    ['a parameter in brackets', { path: '/a?auth%5Btoken%5D=abcd' }, ['certain query: abcd']],
    ['a session in a path', { path: '/a;jsessionid=abcd' }, ['certain query: abcd']],
    [
      'parameters of an authorization',
      { headers: { authorization: 'Digest username="ann", response="abcd"' } },
      ['certain header authorization: abcd'],
    ],
    ['the texts of XML', { body: '<a><note>hidden words</note></a>' }, ['possible body: hidden words']],
    [
      'the quoted texts of GraphQL',
      { body: '{ order(note: "hidden words") { id } }' },
      ['possible body: hidden words'],
    ],
    ['the lines of ndjson', { body: '{"a":1}\n{"note":"hidden"}' }, ['possible body note: hidden']],
    ['a body of text', { body: 'some words' }, ['possible body: some words']],
    [
      'a body of bytes',
      { bodyBase64: Buffer.from('some words').toString('base64') },
      ['certain body: c29tZSB3b3Jkcw==', 'possible body: some words'],
    ],
  ];
  for (const [title, request, secrets] of cases) {
    it(title, () => expect(ofRequest(request)).to.include.members([...secrets]));
  }

  it('the word behind an option of the command with a telling name', () => {
    const targets = [{ name: 'app', command: ['node', '.', '--api-token', 'abcd', '--verbose', 'orders'] }];
    expect(secretsOf({ targets })).to.deep.equal(['certain command: abcd']);
  });

  it('fields of a body that is nested too deep for recursion', () => {
    const body = `${'['.repeat(5_000)}{"password":"abcd"}${']'.repeat(5_000)}`;
    expect(ofRequest({ body })).to.deep.equal(['certain body password: abcd']);
  });

  it('no header that says how to read a message', () => {
    expect(ofRequest({ headers: { 'content-type': 'application/json', accept: 'text/html' } })).to.deep.equal([]);
  });

  it('variables and arguments of a target, addresses of services and proxies', () => {
    const target = { name: 'app', command: ['node', '.', '--api-key=abcd'], env: { DB_PASSWORD: 'efgh' } };
    const services = { postgres: { url: 'postgres://me:ijkl@db/app' } };
    const found = secretsOf({ targets: [{ ...target, proxy: { command: 'proxy --url=http://me:mnop@h' } }], services });
    expect(found).to.include.members([
      'certain command: abcd',
      'certain DB_PASSWORD: efgh',
      'certain DATABASE_URL: postgres://me:ijkl@db/app',
      'certain DATABASE_URL: ijkl',
      'certain proxy: mnop',
    ]);
  });
});
