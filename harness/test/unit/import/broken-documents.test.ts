import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { RequestSource } from '../../../src/import/imported.js';
import { failureOf, openApiOf, read, withFile } from './import-fixture.js';

const refusal = (kind: RequestSource['kind'], text: string, name?: string) =>
  failureOf(withFile(text, (file) => read(kind, file), name));

describe('documents that cannot be read', () => {
  for (const [what, kind, text, words] of [
    ['broken JSON', 'openapi', '{"openapi": "3.0.0",\n "paths": {,}}', 'line 2, column 12: "," is not expected here'],
    ['broken YAML', 'openapi', 'openapi: 3.0.0\npaths:\n  /a: {}\n - x\n', 'line 4, column 2'],
    ['JSON that ends in the middle', 'postman', '{"info": {"name": "x"', 'at its end: it ends in the middle'],
    ['a version nobody knows', 'openapi', '{"swagger": "1.2"}', 'saw "1.2"; known are 2.0, 3.0 and 3.1'],
    ['paths that are none', 'openapi', '{"openapi": "3.0.0", "paths": []}', 'at "paths"'],
    [
      'a file that does not exist',
      'openapi',
      openApiOf({ requestBody: { $ref: './gone.yaml' } }),
      'in what it refers to',
    ],
    ['a collection of version 1', 'postman', '{"info":{"schema":"getpostman v1"},"requests":[]}', 'Collection v2.1'],
    ['nothing', 'openapi', '', 'is not an OpenAPI document. It looks like none'],
    ['a list', 'postman', '[1]', 'is not a Postman collection. It looks like none'],
    ['a document without requests', 'openapi', '{"openapi":"3.0.0"}', 'There is none in it'],
    ['one that only deletes', 'openapi', '{"openapi":"3.0.0","paths":{"/a":{"delete":{}}}}', 'DELETE /a: it deletes'],
  ] as const) {
    it(`are told as what they are: ${what}`, async () => {
      expect((await refusal(kind, text)).message).to.include(words);
    });
  }

  const openapi = 'openapi: 3.0.0\npaths: {}\n';
  const har = '{"log":{"version":"1.2","entries":[]}}';
  const postman = '{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/"},"item":[]}';
  const curl = 'curl http://x.com\n';
  for (const [kind, text, option] of [
    ['openapi', har, '--har'],
    ['openapi', postman, '--postman'],
    ['openapi', curl, '--curl "@'],
    ['har', openapi, '--openapi'],
    ['har', openApiOf({}), '--openapi'],
    ['har', postman, '--postman'],
    ['har', curl, '--curl "@'],
    ['postman', openapi, '--openapi'],
    ['postman', har, '--har'],
  ] as const) {
    it(`say which option is meant where --${kind} is given what ${option} takes`, async () => {
      const { code, message } = await refusal(kind, text);
      expect(code).to.equal('DOCUMENT_UNREADABLE');
      expect(message).to.include(option);
    });
  }

  it('name a missing file, a folder, a device', async () => {
    expect((await failureOf(read('har', 'none.har'))).message).to.include('"none.har" cannot be read: ENOENT');
    expect((await failureOf(read('har', 'split'))).message).to.include('it is a folder');
    expect((await failureOf(read('postman', '/dev/zero'))).message).to.include('it is a device');
    expect((await failureOf(read('openapi', '/openapi.json'))).message).to.include('no service that could be asked');
  });

  describe('of a service', () => {
    const server = createServer(({ url }, response) => {
      if (url === '/openapi.json') return response.end(openApiOf({ requestBody: { $ref: '/etc/hostname' } }));
      if (url === '/docs') return response.end('<!doctype html>');
      response.writeHead(404).end();
    });
    let origin = '';
    before((done) => {
      server.listen(0, '127.0.0.1', () => {
        origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        done();
      });
    });
    after(() => server.close());

    it('name the address and its answer', async () => {
      expect((await failureOf(read('openapi', `${origin}/none`))).message).to.include(
        `${origin}/none: it answered 404`,
      );
      expect((await failureOf(read('openapi', `${origin}/docs`))).message).to.include('a web page');
    });

    it('reach no file of this machine', async () => {
      expect((await failureOf(read('openapi', `${origin}/openapi.json`))).code).to.equal('DOCUMENT_UNREADABLE');
    });
  });

  it('may lie in a folder with blanks in its name', async () => {
    const folder = path.join(mkdtempSync(path.join(tmpdir(), 'import-test-')), 'my api');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'a.json'), openApiOf({ requestBody: { $ref: './b c.json' } }));
    writeFileSync(path.join(folder, 'b c.json'), '{"content":{"application/json":{"example":{"b":1}}}}');
    const { requests } = await read('openapi', path.join(folder, 'a.json'));
    rmSync(path.dirname(folder), { recursive: true });
    expect(requests[0]?.body).to.deep.equal({ b: 1 });
  });
});
