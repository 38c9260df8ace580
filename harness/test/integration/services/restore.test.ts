import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import type { RunningService } from '../../../src/model/service.js';
import type { ServiceOptions } from '../../../src/model/services/service-options.js';
import { findClientTool } from '../../../src/services/postgres/client-tools.js';
import { dumpDatabase } from '../../../src/services/postgres/dump-database.js';
import { startPostgres } from '../../../src/services/postgres/service.js';
import { failureOf } from '../../fixtures/services/failure-of.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';

const signal = new AbortController().signal;
const start = (options: Partial<ServiceOptions>): Promise<RunningService> =>
  startPostgres({ url: null, maxConnections: 10, provider: 'auto', image: 'postgres:17', ...options }, quietHooks());

async function query(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** As pg_dump writes it, with what is hard to carry over: escapes, NULL, bytes, identities, references, functions. */
const script = `
\\restrict 5Zq
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.double(value integer) RETURNS integer LANGUAGE sql AS $$
  SELECT value * 2;
$$;
CREATE TABLE public.item (id integer NOT NULL, note text, photo bytea, made timestamp with time zone, tags text[]);
ALTER TABLE public.item ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.item_id_seq);
CREATE TABLE public.visit (item integer, at date);
COPY public.item (id, note, photo, made, tags) FROM stdin;
1\tit's \\\\ a\\ttab\\nand a line\t\\\\x00ff\t2026-01-02 03:04:05+00\t{a,"b c"}
2\t\\N\t\\N\t\\N\t\\N
\\.
COPY public.visit (item, at) FROM stdin;
1\t2026-01-02
\\.
SELECT pg_catalog.setval('public.item_id_seq', 2, true);
ALTER TABLE ONLY public.item ADD CONSTRAINT item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.visit ADD CONSTRAINT visit_item_fkey FOREIGN KEY (item) REFERENCES public.item(id);
\\unrestrict 5Zq
`;

const everyItem = `select id, note, encode(photo, 'hex') as photo, extract(epoch from made)::int as made, tags from item order by id`;
const items = [
  { id: 1, note: "it's \\ a\ttab\nand a line", photo: '00ff', made: 1_767_323_045, tags: ['a', 'b c'] },
  { id: 2, note: null, photo: null, made: null, tags: null },
];

describe('services.postgres.restore', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-restore-'));
  const file = path.join(folder, 'data.sql');
  let service: RunningService;

  before(async () => {
    writeFileSync(file, script);
    service = await start({ restore: file });
  });
  after(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  it('loads an SQL script with its rows, without any tool', async () => {
    expect(await query(service.url, everyItem)).to.deep.equal(items);
    expect(await query(service.url, 'select double(4), (select count(*)::int from visit) as visits')).to.deep.equal([
      { double: 8, visits: 1 },
    ]);
  });

  it('gives the objects to the role of the target', async () => {
    await query(service.url, `insert into item (note) values ('third')`);
    await query(service.url, 'alter table item add column price integer');
    expect(await query(service.url, 'select max(id) as newest from item')).to.deep.equal([{ newest: 3 }]);
  });

  it('puts the data back, also while somebody is connected', async () => {
    const stays = new pg.Client({ connectionString: service.url });
    stays.on('error', () => undefined);
    await stays.connect();
    await stays.query(`begin; update item set note = 'changed'`);
    await service.resetData?.();
    expect(await query(service.url, everyItem)).to.deep.equal(items);
    await query(service.url, `insert into item (note) values ('third')`);
    expect(await query(service.url, 'select max(id) as newest from item')).to.deep.equal([{ newest: 3 }]);
    await service.resetData?.();
  });

  it('lets the observer count its sessions and read its values', async () => {
    const client = new pg.Client({ connectionString: service.url, application_name: 'shop' });
    await client.connect();
    const names = (await service.observer.connections()).map(({ applicationName }) => applicationName);
    expect(names).to.deep.equal(['shop']);
    expect(await service.observer.ask(['select count(*) from item'])).to.deep.equal({ kind: 'number', value: 2 });
    await client.end();
  });

  it('says what is wrong with a file, and leaves no server behind', async () => {
    const wrong = path.join(folder, 'wrong.sql');
    writeFileSync(wrong, 'CREATE TABLE a (id int);\nCOPY a (id) FROM stdin;\nno number\n\\.\n');
    const failures: readonly (readonly [string, string])[] = [
      [path.join(folder, 'none.sql'), 'ENOENT'],
      [wrong, 'invalid input syntax for type integer'],
    ];
    for (const [restore, words] of failures) {
      const failure = await failureOf(start({ restore }));
      expect(failure).to.have.property('code', 'RESTORE_FAILED');
      expect(failure.message).to.include(restore).and.include(words);
    }
  });

  it('says that there is no pg_dump, or what it answered', async () => {
    const dump = path.join(folder, 'never.sql');
    const none = await failureOf(dumpDatabase(service.url, dump, signal, async () => null));
    expect(none).to.have.property('code', 'DUMP_FAILED');
    expect(none.message).to.include('no pg_dump on this machine').and.include('postgresql-client');
    const tool = path.join(folder, 'old-pg-dump');
    writeFileSync(tool, '#!/bin/sh\necho aborting because of server version mismatch >&2\nexit 1\n', { mode: 0o755 });
    const old = await failureOf(dumpDatabase(service.url, dump, signal, async () => tool));
    expect(old.message).to.include('server version mismatch');
    expect(existsSync(dump)).to.equal(false);
  });

  it('restores what pg_dump dumped, as a script and as an archive', async function () {
    // Only where the machine has a server with the tools of its version.
    const local = await start({ restore: file, provider: 'local' }).catch(() => null);
    const tool = await findClientTool('pg_dump', signal);
    if (local === null || tool === null) {
      await local?.stop();
      this.skip();
    }
    try {
      for (const name of ['copy.sql', 'copy.dump']) {
        const dump = path.join(folder, name);
        await dumpDatabase(local.url, dump, signal);
        const restored = await start({ restore: dump, provider: 'local' });
        expect(await query(restored.url, everyItem)).to.deep.equal(items);
        await restored.stop();
      }
      expect(readFileSync(path.join(folder, 'copy.sql'), 'utf8')).to.not.include('OWNER TO');
    } finally {
      await local.stop();
    }
  });
});
