import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createAutocannonLoad } from '../../../src/load/autocannon-load.js';
import { createHttpLoad } from '../../../src/load/http-load.js';
import { createBlock, createStep, noAbort } from './blocks.js';

const read = (name: string): string => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8');
const anyName = { rejectUnauthorized: true, checkServerIdentity: () => undefined };

for (const [tool, createLoad] of [
  ['autocannon', createAutocannonLoad],
  ['node:https', createHttpLoad],
] as const) {
  describe(`load over HTTPS by ${tool}`, () => {
    let server: Server;
    let url: string;
    let answered: number;

    beforeEach(async () => {
      answered = 0;
      server = createServer({ key: read('server-key.pem'), cert: read('server.pem') }, (_request, response) => {
        answered += 1;
        response.end('ok');
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => {
      server.close();
      server.closeAllConnections();
    });

    const block = createBlock([createStep()], { requests: 12, connections: 3 });

    it('is sent to whoever has a certificate, unless it is told whom to trust', async () => {
      expect(await createLoad(url).run(block, noAbort)).to.include({ sent: 12, ok: 12 });
    });

    it('is sent to whom it is told to trust', async () => {
      const load = createLoad(url, undefined, { ...anyName, ca: read('ca.pem') });
      expect(await load.run(block, noAbort)).to.include({ sent: 12, ok: 12 });
    });

    it('is not sent to anybody else, and each request says so', async () => {
      const result = await createLoad(url, undefined, anyName).run(block, noAbort);
      expect(result).to.include({ sent: 12, ok: 0, errors: 12 });
      expect(result.firstFailure).to.match(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|certificate/);
      expect(answered).to.equal(0);
    });

    it('is not sent to whom the certificate does not name', async () => {
      const load = createLoad(url, undefined, { rejectUnauthorized: true, ca: read('ca.pem') });
      expect(await load.run(block, noAbort)).to.include({ sent: 12, ok: 0, errors: 12 });
      expect(answered).to.equal(0);
    });
  });
}
