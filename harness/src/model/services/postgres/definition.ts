import type { ServiceDefinition } from '../service-definition.js';
import { postgresRemedies as remedies } from './remedies.js';

/** Query builders and ORMs use one of these for PostgreSQL, and other drivers for other databases. */
const drivers: readonly string[] = ['pg', 'postgres', 'pg-promise', 'slonik', 'pg-native', '@fastify/postgres'];

export const postgres = {
  title: 'PostgreSQL',
  prefix: 'pg',
  isDatabase: true,
  isUsual: true,
  url: {
    variable: 'DATABASE_URL',
    protocols: ['postgres:', 'postgresql:'],
    form: 'postgres://user:password@host:5432/database',
  },
  defaultPort: 5432,
  parts: ['host', 'port', 'user', 'password', 'database', 'url'],
  variables: { PGHOST: 'host', PGPORT: 'port', PGUSER: 'user', PGPASSWORD: 'password', PGDATABASE: 'database' },
  urlParameters: { PGSSLMODE: 'sslmode' },
  contradicting: {
    // These decide where a libpq client connects, whatever else it is told.
    always: ['PGHOSTADDR', 'PGSERVICE', 'PGSERVICEFILE', 'PGTARGETSESSIONATTRS', 'PGLOADBALANCEHOSTS'],
    // These decide how the client logs in and how it checks the server. They are meant for another server than one that
    // the run started.
    ofOwn: [
      'PGPASSFILE',
      'PGREQUIREAUTH',
      'PGREQUIREPEER',
      'PGREQUIRESSL',
      'PGCHANNELBINDING',
      'PGGSSENCMODE',
      'PGSSLCERT',
      'PGSSLCRL',
      'PGSSLCRLDIR',
      'PGSSLKEY',
      'PGSSLMODE',
      'PGSSLNEGOTIATION',
      'PGSSLROOTCERT',
    ],
  },
  exampleName: 'DB',
  options: {
    // PostgreSQL's own default.
    limit: { name: 'maxConnections', preset: 100, most: 10_000 },
    image: 'postgres:17',
    providers: ['embedded', 'local', 'docker'],
    isRestored: true,
  },
  connections: 'pg.connections',
  sessions: { active: 'pg.active', idle: 'pg.idle', idleInTransaction: 'pg.idleInTransaction' },
  connectionNoun: 'backend',
  nearLimitAdvice:
    'Look at who holds them and whether they work or idle. Lower the pools (processes × max) before raising max_connections: each connection is a process of the server.',
  remedies: {
    nearLimit: [remedies.sessionsAgainstLimit, remedies.sessionsByState, remedies.endIdle, remedies.poolSettings],
    full: [remedies.sessionsAgainstLimit, remedies.sessionsByState, remedies.poolSettings],
    idle: [remedies.sessionsByState, remedies.endIdle, remedies.idleTimeout],
    openTransactions: [remedies.openTransactions, remedies.transactionTimeout],
    exhaustedPool: [remedies.sessionsByState, remedies.poolSettings],
    waitingPool: [remedies.slowStatements, remedies.openTransactions, remedies.poolSettings],
    slow: [remedies.fullScans, remedies.slowStatements],
    busy: [remedies.slowStatements],
  },
  connectHints: {
    'no-database': 'Create it (`createdb`) or correct the name at the end of the URL',
    'not-admitted':
      'Let it in (`GRANT CONNECT ON DATABASE`, a line in `pg_hba.conf`), or use a user, host or `sslmode` that may',
  },
  project: {
    isDriver: (name) => drivers.includes(name),
    prismaProvider: 'postgres(?:ql)?',
    variablePrefix: /^(?:DB|DATABASE|POSTGRES|POSTGRESQL|PSQL|PG|TYPEORM|SEQUELIZE|KNEX|SQL)_/,
  },
  packages: {
    names: { 'apt-get': 'postgresql', apk: 'postgresql', dnf: 'postgresql-server' },
    hint: 'Debian `apt-get install -y postgresql`, macOS `brew install postgresql@17`',
  },
} as const satisfies ServiceDefinition;
