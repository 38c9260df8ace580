import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { remedies } from '../../../src/analysis/symptoms/remedies.js';
import type { RunningService } from '../../../src/model/service.js';
import { postgresRemedies } from '../../../src/model/services/postgres/remedies.js';
import type { Remedy } from '../../../src/model/symptom.js';
import { startPostgres } from '../../../src/services/postgres/service.js';
import { quietHooks } from '../../fixtures/services/quiet-hooks.js';

const textsIn = (language: Remedy['language']): readonly string[] =>
  Object.values<Remedy>({ ...remedies, ...postgresRemedies }).flatMap((remedy) =>
    remedy.language === language ? [remedy.text] : [],
  );

/** What a remedy says belongs into a location, there; the rest beside the server. */
function nginxConfig(texts: readonly string[], folder: string): string {
  const lines = texts.flatMap((text) => text.split('\n'));
  const inLocation = lines.flatMap((line) => /^# in the location: (.*)$/.exec(line)?.[1] ?? []);
  const inHttp = lines.filter((line) => !line.startsWith('#'));
  return [
    `pid ${folder}/nginx.pid; error_log stderr; events { }`,
    `http { ${inHttp.join('\n')}`,
    `server { listen 127.0.0.1:1; location / { proxy_pass http://app; ${inLocation.join('\n')} } } }`,
  ].join('\n');
}

describe('what symptoms advise', () => {
  let service: RunningService;
  let client: pg.Client;

  before(async () => {
    service = await startPostgres(
      { url: null, maxConnections: 10, provider: 'auto', image: 'postgres:17' },
      quietHooks(),
    );
    client = new pg.Client({ connectionString: service.url });
    await client.connect();
  });
  after(async () => {
    await client.end();
    await service.stop();
  });

  it('runs on PostgreSQL, with the rights of an ordinary role', async () => {
    const statements = textsIn('sql');
    expect(statements).to.have.length.greaterThan(5);
    for (const statement of statements) await client.query(statement);
    const { rows } = await client.query(
      'select unnest(setconfig) as setting from pg_db_role_setting where setrole = current_user::regrole',
    );
    expect(rows.map(({ setting }) => setting)).to.have.members([
      'idle_session_timeout=5min',
      'idle_in_transaction_session_timeout=30s',
    ]);
  });

  it('is a configuration that nginx accepts', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'leakline-nginx-'));
    try {
      const file = path.join(folder, 'nginx.conf');
      writeFileSync(file, nginxConfig(textsIn('nginx'), folder));
      execFileSync('nginx', ['-t', '-q', '-p', folder, '-c', file], { stdio: 'pipe' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
