import { budgetSeconds, limitSeconds, runConfig } from '../commands.js';
import type { FaultCase, FaultGroup } from '../fault-case.js';
import { server } from '../targets.js';

interface Planted {
  /** Of the target's configuration, as JavaScript; `secret` is in scope. */
  readonly target?: string;
  readonly endpoint?: string;
  readonly rest?: string;
  readonly source: string;
  /** Beside the configuration, with `{secret}` for the secret. */
  readonly files?: Readonly<Record<string, string>>;
  /** Of Leakline's own environment, with `{secret}` for the secret. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The secret is planted as told; `judge-case.ts` looks for it in everything that was written. */
const planted = (
  name: string,
  { target = '', endpoint = `'GET /a'`, rest = '', source, files = {}, environment = {} }: Planted,
): FaultCase => ({
  name,
  expected: { exit: [0, 1, 2, 3, 4] },
  limitSeconds,
  arrange: (ground) => {
    const program = ground.write('server.cjs', source);
    for (const [file, text] of Object.entries(files)) ground.write(file, text.replaceAll('{secret}', ground.planted));
    const config = `
      const secret = ${JSON.stringify(ground.planted)};
      export default {
        targets: [{ name: 'server', command: ['node', ${JSON.stringify(program)}], ${target} }],
        endpoints: [${endpoint}], budget: { seconds: ${budgetSeconds} }, ${rest}
      };`;
    const variables = Object.entries(environment).map(([key, value]) => [
      key,
      value.replaceAll('{secret}', ground.planted),
    ]);
    return runConfig(ground, config, {
      environment: Object.fromEntries(variables),
      options: ['--reporter', 'list,html,json=out.json,junit=out.xml,markdown=out.md'],
    });
  },
});

const crashing = (expression: string, after = 20): string =>
  server(
    `if (n === ${after}) { console.error('about to fail', ${expression}); throw new Error('failed with ' + ${expression}); } response.end('ok');`,
  );

const answering = (expression: string): string =>
  server(
    `let body = ''; request.on('data', (part) => { body += part; }).on('end', () => { response.statusCode = 500; response.end('no: ' + ${expression}); });`,
  );

export const secretCases: readonly FaultGroup[] = [
  {
    title: 'secrets',
    cases: [
      planted('inherited, in a crash', { source: crashing('process.env.FAULT_API_TOKEN') }),
      planted('inherited under a neutral name, in a crash', {
        source: crashing('process.env.SETTING'),
        environment: { SETTING: '{secret}' },
      }),
      planted('inherited, in a crash at the start', { source: `console.error(process.env); process.exit(1);` }),
      planted('all of the environment as JSON, in a crash', { source: crashing('JSON.stringify(process.env)') }),
      planted('password of a URL in the environment', {
        source: crashing('process.env.DATABASE_URL'),
        environment: { DATABASE_URL: 'postgres://app:{secret}@db.example/shop' },
      }),
      planted('password of a URL, alone', {
        source: crashing('new URL(process.env.DATABASE_URL).password'),
        environment: { DATABASE_URL: 'postgres://app:{secret}@db.example/shop' },
      }),
      planted('env of the configuration, in a crash', {
        target: 'env: { SOMETHING: secret },',
        source: crashing('process.env.SOMETHING'),
      }),
      planted('env of the configuration, in an answer', {
        target: 'env: { SOMETHING: secret },',
        source: answering('process.env.SOMETHING'),
      }),
      planted('a header, echoed', {
        endpoint: `{ path: '/a', headers: { authorization: 'Bearer ' + secret } }`,
        source: answering('JSON.stringify(request.headers)'),
      }),
      planted('a header of any name, echoed', {
        endpoint: `{ path: '/a', headers: { 'x-tenant': secret } }`,
        source: answering(`request.headers['x-tenant']`),
      }),
      planted('Basic credentials, decoded and echoed', {
        endpoint: `{ path: '/a', headers: { authorization: 'Basic ' + Buffer.from('user:' + secret).toString('base64') } }`,
        source: answering(`Buffer.from(request.headers.authorization.slice(6), 'base64').toString()`),
      }),
      planted('a cookie, echoed', {
        endpoint: `{ path: '/a', headers: { cookie: 'session=' + secret + '; theme=dark' } }`,
        source: answering(`request.headers.cookie.split(';')[0]`),
      }),
      planted('a JSON body, echoed', {
        endpoint: `{ method: 'POST', path: '/a', body: { user: 'x', password: secret } }`,
        source: answering('body'),
      }),
      planted('a field of a JSON body, echoed', {
        endpoint: `{ method: 'POST', path: '/a', body: { deep: [{ note: secret }] } }`,
        source: answering('JSON.parse(body).deep[0].note'),
      }),
      planted('a text body, echoed', {
        endpoint: `{ method: 'POST', path: '/a', body: 'pin=' + secret + '&x=1' }`,
        source: answering('body'),
      }),
      planted('a token in the query, in brackets', {
        endpoint: `'GET /a?auth%5Btoken%5D=' + secret, 'GET /b?filter[password]=' + secret`,
        source: answering('request.url'),
      }),
      planted('a session in the path', { endpoint: `'GET /a;jsessionid=' + secret`, source: answering('request.url') }),
      planted('a field of an XML body, echoed', {
        endpoint: `{ method: 'POST', path: '/a', body: '<order><note>' + secret + '</note></order>' }`,
        source: answering(`/<note>(.*)<.note>/.exec(body)[1]`),
      }),
      planted('a value of a GraphQL body, echoed', {
        endpoint: `{ method: 'POST', path: '/a', body: '{ order(note: "' + secret + '") { id } }' }`,
        source: answering(`/note: "(.*?)"/.exec(body)[1]`),
      }),
      planted('a line of an ndjson body, echoed', {
        endpoint: `{ method: 'POST', path: '/a', body: '{"a":1}\\n{"note":"' + secret + '"}' }`,
        source: answering(`JSON.parse(body.split('\\n')[1]).note`),
      }),
      planted('a parameter of an Authorization header, echoed', {
        endpoint: `{ path: '/a', headers: { authorization: 'Token token="' + secret + '"' } }`,
        source: answering(`/token="(.*?)"/.exec(request.headers.authorization)[1]`),
      }),
      planted('an option of the command', {
        target: `command: ['node', 'server.cjs', '--token', secret],`,
        source: crashing('process.argv[3]'),
      }),
      planted('a file that the command names', {
        target: `command: ['node', '--env-file=conf/prod.env', 'server.cjs'],`,
        files: { 'conf/prod.env': 'LEGACY={secret}\n' },
        source: crashing('process.env.LEGACY'),
      }),
      planted('a token in the query', { endpoint: `'GET /a?token=' + secret`, source: server(`response.end('ok');`) }),
      planted('a token in the query, echoed', {
        endpoint: `'GET /a?access_token=' + secret + '&page=2'`,
        source: answering('request.url'),
      }),
      planted('a token in the query, in a crash', {
        endpoint: `'GET /a?api_key=' + secret`,
        source: server(`if (n === 20) throw new Error('bad request ' + request.url); response.end('ok');`),
      }),
      planted('in a status line', {
        target: 'env: { SOMETHING: secret },',
        source: server(`response.writeHead(500, 'no ' + process.env.SOMETHING); response.end();`),
      }),
      planted('in a process title', {
        target: 'env: { SOMETHING: secret },',
        source: `process.title = 'app ' + process.env.SOMETHING; ${server(`response.end('ok');`)}`,
      }),
      planted('in the command line', { target: `args: [],`, source: server(`response.end('ok');`), rest: '' }),
      planted('in the name of what leaks', {
        target: 'env: { SOMETHING: secret },',
        source: server(
          `class Kept { constructor() { this[process.env.SOMETHING] = n; } } kept.push(new Kept()); response.end('ok');`,
          'const kept = [];',
        ),
      }),
      planted('in UTF-16, as it ends', {
        target: 'env: { SOMETHING: secret },',
        source: server(
          `if (n === 20) { process.stderr.write(Buffer.from(process.env.SOMETHING, 'utf16le')); process.exit(1); } response.end('ok');`,
        ),
      }),
      planted('in an unhandled rejection', {
        target: 'env: { SOMETHING: secret },',
        source: server(`if (n === 20) Promise.reject({ secret: process.env.SOMETHING }); response.end('ok');`),
      }),
      planted('a service that is not there', {
        rest: `services: { redis: { url: 'redis://user:' + secret + '@127.0.0.1:1' } },`,
        source: server(`response.end('ok');`),
      }),
      planted('a configuration that is wrong', {
        target: 'env: { SOMETHING: secret }, stopGraceMs: true,',
        source: '',
      }),
      planted('a configuration that throws', {
        rest: `get output() { throw new Error('with ' + process.env.FAULT_API_TOKEN); },`,
        source: '',
      }),
      planted('a JSON web token, unknown to us', {
        source: server(
          `response.statusCode = 500; response.end('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.' + process.env.FAULT_API_TOKEN);`,
        ),
      }),
    ].filter(({ name }) => name !== 'in the command line'),
  },
];
