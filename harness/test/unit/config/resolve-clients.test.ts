import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { secretsOfConfig } from '../../../src/config/config-secrets.js';
import type { ResolvedTarget } from '../../../src/config/resolved-config.js';
import type { UserConfig, UserTarget } from '../../../src/config/user-config.js';
import { failureOf, minimal, resolve } from './minimal-config.js';

const only = (config: Partial<UserConfig>, target: Partial<UserTarget> = {}): ResolvedTarget => {
  const targets = [{ name: 'app', command: 'node server.js', ...target }];
  const [first] = resolve({ ...minimal, ...config, targets }).targets;
  if (first === undefined) throw new Error('no target');
  return first;
};

const login = { path: '/login', body: { user: 'u' }, capture: { token: '$.token' } };

describe('config/resolve-clients', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'leakline-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const csv = (text: string): string => {
    const file = path.join(folder, 'users.csv');
    writeFileSync(file, text);
    return file;
  };

  it('reads where captures look', () => {
    const capture = { a: '$.x[0]', b: 'header: X-Id', c: 'cookie:sid', d: 'regex:id=(\\d+)' };
    const { clients } = only({ before: [{ path: '/login', capture }] });
    expect(clients.before[0]?.captures.map(({ name, source }) => [name, source])).to.deep.equal([
      ['a', { kind: 'json', path: '$.x[0]' }],
      ['b', { kind: 'header', name: 'x-id' }],
      ['c', { kind: 'cookie', name: 'sid' }],
      ['d', { kind: 'regex', pattern: 'id=(\\d+)' }],
    ]);
  });

  it("sends headers of all with every request that can fill them in; a request's own go first", () => {
    const headers = { authorization: 'Bearer {token}', accept: 'application/json' };
    const { clients, endpoints } = only({
      headers,
      setup: [login, '/warm'],
      endpoints: ['/mine', { path: '/other', headers: { Authorization: 'none' } }],
    });
    expect(clients.setup.map((request) => Object.keys(request.headers))).to.deep.equal([
      ['accept', 'content-type'],
      ['authorization', 'accept'],
    ]);
    expect(endpoints.map(({ steps }) => steps[0]?.headers)).to.deep.equal([
      headers,
      { accept: 'application/json', Authorization: 'none' },
    ]);
  });

  it('takes what a target has of its own, and adds its headers to those of all', () => {
    const shared = { setup: [login], before: ['/a'], headers: { a: '1', b: '1' } };
    const { clients, endpoints } = only(shared, { setup: [], before: ['/b'], headers: { b: '2' } });
    expect(clients.setup).to.deep.equal([]);
    expect(clients.before.map((request) => request.path)).to.deep.equal(['/b']);
    expect(endpoints[0]?.steps[0]?.headers).to.deep.equal({ a: '1', b: '2' });
  });

  it('lets the command line replace what targets have of their own', () => {
    const target = { name: 'app', command: 'node server.js', setup: ['/own'], headers: { a: '1', b: '1' } } as const;
    const { clients, endpoints } =
      resolve({ ...minimal, targets: [target] }, { setup: [login], headers: { b: '2' } }).targets[0] ?? only({});
    expect(clients.setup.map((request) => request.path)).to.deep.equal(['/login']);
    expect(endpoints[0]?.steps[0]?.headers).to.deep.equal({ b: '2', a: '1' });
  });

  it('keeps cookies where somebody logs in, unless told otherwise', () => {
    expect(only({}).clients.cookies).to.equal(false);
    expect(only({ before: ['/login'] }).clients.cookies).to.equal(true);
    expect(only({ before: ['/login'], cookies: false }).clients.cookies).to.equal(false);
    expect(only({ cookies: true }).clients.cookies).to.equal(true);
  });

  it('reads the columns of a data file, as other programs write it', () => {
    const { clients } = only({
      data: csv('\ufeffemail, name \r\na@x,"Ann, ""A"""\r\n\r\nb@x,\r\n'),
      endpoints: ['/u/{email}?{name}'],
    });
    expect(clients.rows).to.deep.equal([
      { email: 'a@x', name: 'Ann, "A"' },
      { email: 'b@x', name: '' },
    ]);
  });

  for (const [title, text, problem] of [
    ['without a row', 'a,b\n', 'it has no row'],
    ['with a row too short', 'a,b\n1\n', 'columns length is 2, got 1 on line 2'],
    ['with a column twice', 'a,a\n1,2\n', 'the column "a" is there twice'],
  ] as const) {
    it(`refuses a data file ${title}`, () => {
      expect(failureOf({ ...minimal, data: csv(text) }))
        .to.include(problem)
        .and.match(/^CONFIG_INVALID: The data file "/);
    });
  }

  it('refuses a data file that is not there', () => {
    expect(failureOf({ ...minimal, data: 'none.csv' })).to.match(
      /^CONFIG_INVALID: The data file "\/project\/none.csv".*ENOENT/,
    );
  });

  it('knows the secrets of logins', () => {
    const body = { user: 'somebody', password: 'correct horse' };
    const { services, targets } = resolve({ ...minimal, before: [{ path: '/login', body, capture: { t: '$.t' } }] });
    expect(secretsOfConfig({ services, targets }).map(({ value }) => value)).to.include('correct horse');
  });

  it('takes no placeholder for a secret', () => {
    const { services, targets } = resolve({
      ...minimal,
      setup: [login],
      headers: { authorization: 'Bearer {token}', cookie: 'a=b{token}longer' },
    });
    expect(
      secretsOfConfig({ services, targets })
        .map(({ value }) => value)
        .join(' '),
    ).to.not.include('{token}');
  });
});

describe('config: names in requests', () => {
  const problems = (config: Partial<UserConfig>): string => failureOf({ ...minimal, ...config });

  it('names what nothing gives, with what there is', () => {
    expect(problems({ endpoints: ['/users/{id}'] })).to.include(
      'target "app", endpoint "GET /users/{id}": {id} of GET /users/{id} has no value (known: n, uuid, random); write a value in its place, capture it, or name a column of "data"',
    );
    expect(problems({ before: [login], endpoints: [{ path: '/x', headers: { a: '{tokn}' } }] })).to.include(
      '(known: n, uuid, random, token)',
    );
  });

  it('knows a value only after the request that captures it', () => {
    expect(problems({ setup: ['/x?{token}', login] })).to.include('target "app", setup: {token} of GET /x?{token}');
    expect(problems({ before: [login], setup: ['/x?{token}'] })).to.include('setup: {token}');
    expect(problems({ before: [login], teardown: ['/x?{token}'] })).to.include('teardown: {token}');
    expect(problems({ endpoints: [{ steps: ['/x/{id}', { path: '/y', capture: { id: '$.id' } }] }] })).to.include(
      '{id} of GET /x/{id}',
    );
    const steps = [{ path: '/y', capture: { id: '$.id' } }, '/x/{id}/{n}'];
    expect(() => resolve({ ...minimal, endpoints: [{ steps }] })).to.not.throw();
  });

  it('leaves braces in bodies alone, without a data file', () => {
    expect(() => resolve({ ...minimal, endpoints: [{ path: '/g', body: { query: '{ me {id} }' } }] })).to.not.throw();
  });

  for (const [title, capture, problem] of [
    [
      'no source',
      { token: 'token' },
      'saw "token"; allowed: "$.path" (JSONPath), "header:NAME", "cookie:NAME" or "regex:PATTERN"',
    ],
    ['a broken JSONPath', { token: '$.a[' }, 'before[0].capture.token: saw "$.a["; allowed: "$.path" (JSONPath)'],
    ['a broken regular expression', { token: 'regex:(' }, 'Invalid regular expression'],
    ['a name that is taken', { n: '$.n' }, 'before[0].capture.n: every request has its own {n}; take another name'],
    ['a name that cannot be used', { 'a b': '$.n' }, 'a name has letters, digits and "_"'],
  ] as const) {
    it(`refuses a capture with ${title}`, () => {
      expect(problems({ before: [{ path: '/', capture }] })).to.include(problem);
    });
  }
});
