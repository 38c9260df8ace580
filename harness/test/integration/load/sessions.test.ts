import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createAutocannonLoad } from '../../../src/load/autocannon-load.js';
import { createHttpLoad } from '../../../src/load/http-load.js';
import { createClientSessions } from '../../../src/load/session/client-sessions.js';
import type { Capture, ClientPlan, RequestTemplate } from '../../../src/model/endpoint.js';
import type { Secret } from '../../../src/platform/secrets/secret.js';
import { createBlock, createStep, noAbort } from './blocks.js';

const noPlan: ClientPlan = { setup: [], before: [], teardown: [], cookies: false, rows: [] };

const json = (name: string, path: string): Capture => ({ name, source: { kind: 'json', path }, written: path });

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer = (seen: Seen, response: ServerResponse) => void;

/** Gives out tokens and takes each of them so many times. */
function tokenService(usesPerToken: number) {
  const uses = new Map<string, number>();
  let logins = 0;
  const answer: Answer = ({ url, headers }, response) => {
    if (url === '/login') {
      logins += 1;
      const token = `token-${logins}-abcdefgh`;
      uses.set(token, usesPerToken);
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ auth: { token } }));
    }
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    const left = uses.get(token) ?? 0;
    uses.set(token, left - 1);
    response.writeHead(left > 0 ? 200 : 401).end(left > 0 ? 'yours' : `unknown token ${token}`);
  };
  return { answer, logins: () => logins };
}

const login = createStep({ method: 'POST', path: '/login', captures: [json('token', '$.auth.token')] });
const own = createStep({ path: '/mine', headers: { authorization: 'Bearer {token}' } });

for (const [tool, createLoad] of [
  ['autocannon', createAutocannonLoad],
  ['node:http', createHttpLoad],
] as const) {
  describe(`load/session, driven by ${tool}`, () => {
    let server: Server;
    let baseUrl: string;
    let seen: Seen[];
    let answer: Answer;
    let learned: Secret[];

    beforeEach(async () => {
      seen = [];
      learned = [];
      server = createServer((request, response) => {
        const { method = '', url = '', headers } = request;
        let body = '';
        request.setEncoding('utf8');
        request.on('data', (chunk: string) => {
          body += chunk;
        });
        request.on('end', () => {
          const one = { method, url, headers, body };
          seen.push(one);
          answer(one, response);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    async function openSessions(plan: Partial<ClientPlan>, clients = 2, isRepeated = false) {
      const learn = (secrets: readonly Secret[]): void => void learned.push(...secrets);
      const sessions = await createClientSessions({
        baseUrl,
        plan: { ...noPlan, ...plan },
        timeoutMs: 2000,
        isRepeated,
        learn,
      });
      await sessions.open(clients, noAbort);
      return { sessions, load: createLoad(baseUrl, sessions) };
    }

    const run = (load: ReturnType<typeof createLoad>, steps: readonly RequestTemplate[], requests = 10) =>
      load.run(createBlock(steps, { requests }), noAbort);

    it('logs in once for each client, and each sends its own token', async () => {
      const service = tokenService(1000);
      answer = service.answer;
      const { load } = await openSessions({ before: [login] });
      expect(service.logins()).to.equal(2);
      const result = await run(load, [own], 40);
      expect(result).to.include({ sent: 40, ok: 40, non2xx: 0 });
      expect(result).to.not.have.property('logins');
      const tokens = new Set(seen.filter(({ url }) => url === '/mine').map(({ headers }) => headers.authorization));
      expect([...tokens].sort()).to.deep.equal(['Bearer token-1-abcdefgh', 'Bearer token-2-abcdefgh']);
      expect(learned.map(({ value }) => value)).to.include('token-1-abcdefgh');
      expect(service.logins()).to.equal(2);
    });

    it('sends setup once for all clients', async () => {
      const service = tokenService(1000);
      answer = service.answer;
      const { load } = await openSessions({ setup: [login] }, 8);
      expect(service.logins()).to.equal(1);
      expect(await run(load, [own])).to.include({ ok: 10 });
    });

    for (const place of ['before', 'setup'] as const) {
      it(`logs in anew by ${place} when a 401 comes, and counts the unit once`, async () => {
        const service = tokenService(4);
        answer = service.answer;
        const { load } = await openSessions({ [place]: [login] });
        const result = await run(load, [own], 20);
        expect(result).to.include({ sent: 20, ok: 20, unexpected: 0, non2xx: 0, firstFailure: null });
        expect(service.logins()).to.be.within(5, 8);
        expect(result.logins).to.be.at.least(3);
        expect(result.statuses).to.deep.equal({ 200: 20, 401: result.logins });
      });
    }

    it('does not log in again and again where it does not help', async () => {
      const service = tokenService(0);
      answer = service.answer;
      const { load } = await openSessions({ before: [login] });
      const result = await run(load, [own], 30);
      expect(result).to.include({ sent: 30, ok: 0, unexpected: 30 });
      expect(service.logins()).to.equal(4);
      expect(result.firstFailure).to.match(/^GET \/mine answered 401: unknown token \[header authorization\]$/);
    });

    it('takes an expected 401 as it is', async () => {
      const service = tokenService(0);
      answer = service.answer;
      const { load } = await openSessions({ before: [login] });
      const result = await run(load, [{ ...own, expectStatus: [401, 401] }]);
      expect(result).to.include({ ok: 10 });
      expect(service.logins()).to.equal(2);
    });

    it('says that a login failed which a 401 asked for', async () => {
      let logins = 0;
      answer = ({ url }, response) => {
        if (url !== '/login') return response.writeHead(401).end();
        logins += 1;
        response.writeHead(logins > 2 ? 503 : 200).end('{"auth":{"token":"first-token"}}');
      };
      const { load } = await openSessions({ before: [login] });
      const result = await run(load, [own], 4);
      expect(result).to.include({ sent: 4, ok: 0, unexpected: 4 });
      expect(result.firstFailure).to.match(
        /a login was asked for \(401\), and it failed: before \(client \d\): POST \/login answered 503/,
      );
    });

    it('uses what one step captures in the next, for each unit its own', async () => {
      let orders = 0;
      answer = ({ url, headers, body }, response) => {
        if (url === '/orders') {
          orders += 1;
          return response
            .writeHead(201, { 'X-Order': `o/${orders}` })
            .end(`{"n":${body},"padding":"${'é'.repeat(9000)}","id":{"a":[${orders}]}}`);
        }
        response.writeHead(url === `/orders/${headers['x-id']}` ? 200 : 404).end();
      };
      const { load } = await openSessions({});
      const order = createStep({
        method: 'POST',
        path: '/orders',
        body: { text: '{n}' },
        captures: [
          json('id', '$.id.a[0]'),
          { name: 'other', source: { kind: 'header', name: 'x-order' }, written: 'header:x-order' },
          { name: 'sent', source: { kind: 'regex', pattern: '"n":(\\d+)' }, written: 'regex:"n":(\\d+)' },
        ],
      });
      const read = createStep({
        path: '/orders/{id}',
        headers: { 'x-id': '{id}', 'x-other': '{other}', 'x-sent': '{sent}', 'x-n': '{n}' },
      });
      const result = await run(load, [order, read]);
      expect(result).to.include({ sent: 10, ok: 10, firstFailure: null });
      const reads = seen.filter(({ method }) => method === 'GET');
      expect(reads).to.have.length(10);
      expect(new Set(reads.map(({ url }) => url)).size).to.equal(10);
      for (const { headers } of reads) {
        expect(headers['x-other']).to.equal(`o/${headers['x-id']}`);
        expect(headers['x-sent']).to.equal(headers['x-n']);
      }
    });

    it('ends a unit whose answer lacks the value, and shows the answer', async () => {
      answer = ({ url }, response) => response.end(url === '/a' ? '{"password":"hunter2-hunter2","id":null}' : 'b');
      const { load } = await openSessions({});
      const steps = [createStep({ path: '/a', captures: [json('id', '$.id')] }), createStep({ path: '/{id}' })];
      const result = await run(load, steps, 5);
      expect(result).to.include({ sent: 5, ok: 0, unexpected: 5 });
      expect(result.firstFailure).to.equal(
        'GET /a: "$.id" is not in the answer 200: {"password":"hunter2-hunter2","id":null}',
      );
      expect(seen.map(({ url }) => url)).to.deep.equal(['/a', '/a', '/a', '/a', '/a']);
    });

    it('keeps the cookies of each client, and sends them back where they belong', async () => {
      let sessions = 0;
      answer = ({ url, headers }, response) => {
        if (url !== '/login') return response.writeHead(headers.cookie?.includes('sid=') ? 200 : 401).end();
        sessions += 1;
        response.setHeader('set-cookie', [`sid=session-${sessions}; Path=/; HttpOnly; Secure`, 'admin=1; Path=/admin']);
        response.end();
      };
      const { load } = await openSessions({ before: [createStep({ method: 'POST', path: '/login' })], cookies: true });
      const result = await run(load, [createStep({ path: '/x', headers: { Cookie: 'theme=dark' } })]);
      expect(result).to.include({ ok: 10 });
      const cookies = new Set(seen.filter(({ url }) => url === '/x').map(({ headers }) => headers.cookie));
      expect([...cookies].sort()).to.deep.equal(['theme=dark; sid=session-1', 'theme=dark; sid=session-2']);
      expect(learned.map(({ value }) => value)).to.include.members(['session-1', 'session-2']);
    });

    it('keeps a cookie that changes with every answer', async () => {
      const valid = new Set<string>(['start']);
      let given = 0;
      answer = ({ url, headers }, response) => {
        const sent = /step=(\w+)/.exec(headers.cookie ?? '')?.[1] ?? 'none';
        const isKnown = url === '/login' || valid.delete(sent);
        given += 1;
        valid.add(`s${given}`);
        response.setHeader('set-cookie', `step=s${given}`);
        response.writeHead(isKnown ? 200 : 403).end();
      };
      const { load } = await openSessions({ before: [createStep({ path: '/login' })], cookies: true });
      expect(await run(load, [createStep({ path: '/x' })], 30)).to.include({ ok: 30 });
    });

    it('gives each unit its uuid, random number and row, the same ones when the unit comes again', async () => {
      answer = (_seen, response) => response.end();
      const rows = [{ email: 'a@x' }, { email: 'b@x' }, { email: 'c@x' }];
      const { load } = await openSessions({ rows });
      const step = createStep({
        method: 'POST',
        path: '/{n}',
        body: { make: (values) => values },
        headers: { 'x-uuid': '{uuid}', 'x-random': '{random}', 'x-email': '{email}' },
      });
      await run(load, [step], 6);
      await run(load, [step], 6);
      const key = ({ url, headers }: Seen) =>
        [url, headers['x-uuid'], headers['x-random'], headers['x-email']].join(' ');
      const first = seen.slice(0, 6).map(key).sort();
      expect(seen.slice(6).map(key).sort()).to.deep.equal(first);
      expect(new Set(first.map((line) => line.split(' ')[1])).size).to.equal(6);
      expect(first.map((line) => line.split(' ')[3])).to.deep.equal(['a@x', 'b@x', 'c@x', 'a@x', 'b@x', 'c@x']);
      for (const { body, headers } of seen) {
        expect(headers['x-uuid']).to.match(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        const made = JSON.parse(body) as Record<string, unknown>;
        expect(made).to.include({ uuid: headers['x-uuid'], email: headers['x-email'] });
        expect(made.random).to.equal(Number(headers['x-random']));
      }
    });

    it('counts units whose body cannot be made, and sends nothing for them', async () => {
      answer = (_seen, response) => response.end();
      const { load } = await openSessions({});
      const make = ({ n }: { n: number }): unknown => {
        if (n % 2 === 0) throw new Error('odd ones only');
        return { n };
      };
      const result = await run(load, [createStep({ method: 'POST', path: '/x', body: { make } })]);
      expect(result).to.include({ sent: 10, ok: 5, errors: 5 });
      expect(result.firstFailure).to.equal('POST /x could not be sent: its body function threw Error: odd ones only');
      expect(seen).to.have.length(5);
    });

    it('logs client n in with row n', async () => {
      answer = (_seen, response) => response.end();
      const before = [createStep({ method: 'POST', path: '/login', body: { text: '{email}' } })];
      await openSessions({ before, rows: [{ email: 'a@x' }, { email: 'b@x' }] }, 3);
      expect(seen.map(({ body }) => body).sort()).to.deep.equal(['a@x', 'a@x', 'b@x']);
    });

    it('tells whose login failed, what came, and what to do', async () => {
      answer = ({ body }, response) => response.writeHead(body === '2' ? 429 : 200).end('slow down');
      const before = [createStep({ method: 'POST', path: '/login', body: { text: '{n}' } })];
      const error = await openSessions({ before }, 3).catch((caught: Error) => caught);
      expect(error).to.have.property('code', 'SETUP_FAILED');
      expect(error).to.have.property(
        'message',
        'before (client 2 of 3): POST /login answered 429: slow down. The service limits how often one may log in: log in once ' +
          'for all clients in `setup`, or lower `connections`.',
      );
    });

    it('tells which value a login did not give', async () => {
      answer = (_seen, response) => response.end('<html>Sign in</html>');
      const error = await openSessions({ setup: [login] }).catch((caught: Error) => caught);
      expect(error).to.have.property('code', 'SETUP_FAILED');
      expect((error as Error).message).to.match(
        /^setup: POST \/login: "\$\.auth\.token" is not in the answer 200: <html>Sign in<\/html>\. /,
      );
    });

    it('lets what setup made be there already when it is repeated, but not a login', async () => {
      answer = ({ url }, response) => response.writeHead(url === '/users' ? 409 : 401).end();
      const users = createStep({ method: 'POST', path: '/users' });
      await openSessions({ setup: [users] }, 2, true);
      const error = await openSessions({ setup: [users, login] }, 2, true).catch((caught: Error) => caught);
      expect((error as Error).message).to.match(/^setup: POST \/login answered 401/);
      const first = await openSessions({ setup: [users] }).catch((caught: Error) => caught);
      expect((first as Error).message).to.match(/^setup: POST \/users answered 409/);
    });

    it('sends teardown with what setup captured', async () => {
      answer = ({ url }, response) => response.end(url === '/tenants' ? '{"id":7}' : '');
      const { sessions } = await openSessions({
        setup: [createStep({ method: 'POST', path: '/tenants', captures: [json('tenant', '$.id')] })],
        teardown: [createStep({ method: 'DELETE', path: '/tenants/{tenant}' })],
      });
      await sessions.close(noAbort);
      expect(seen.map(({ method, url }) => `${method} ${url}`)).to.deep.equal(['POST /tenants', 'DELETE /tenants/7']);
    });
  });
}
