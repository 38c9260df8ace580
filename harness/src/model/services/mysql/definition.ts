import type { ServiceDefinition } from '../service-definition.js';
import { mysqlRemedies as remedies } from './remedies.js';

const drivers: readonly string[] = ['mysql', 'mysql2', 'mariadb', '@fastify/mysql'];

/** MySQL and MariaDB, which speak the same protocol. */
export const mysql = {
  title: 'MySQL',
  prefix: 'mysql',
  isDatabase: true,
  isUsual: false,
  url: {
    variable: 'MYSQL_URL',
    sharedVariable: 'DATABASE_URL',
    protocols: ['mysql:', 'mariadb:'],
    form: 'mysql://user:password@host:3306/database',
  },
  defaultPort: 3306,
  parts: ['host', 'port', 'user', 'password', 'database', 'url'],
  variables: {
    MYSQL_HOST: 'host',
    MYSQL_PORT: 'port',
    MYSQL_USER: 'user',
    MYSQL_PASSWORD: 'password',
    MYSQL_DATABASE: 'database',
  },
  urlParameters: {},
  // libmysqlclient and libmariadb read these by themselves.
  contradicting: { always: ['MYSQL_TCP_PORT', 'MYSQL_UNIX_PORT', 'MYSQL_PWD'], ofOwn: [] },
  exampleName: 'DB',
  options: {
    // The default of both MySQL and MariaDB.
    limit: { name: 'maxConnections', preset: 151, most: 10_000 },
    image: 'mariadb:11',
    providers: ['local', 'docker'],
    isRestored: false,
  },
  connections: 'mysql.connections',
  sessions: { active: 'mysql.active', idle: 'mysql.idle', idleInTransaction: 'mysql.idleInTransaction' },
  connectionNoun: 'connection',
  nearLimitAdvice:
    'Look at who holds them and whether they work or idle. Lower the pools (processes × connectionLimit) before raising max_connections: each connection has a thread and buffers of the server.',
  remedies: {
    nearLimit: [remedies.sessionsAgainstLimit, remedies.sessionsByState, remedies.idleTimeout, remedies.poolSettings],
    full: [remedies.sessionsAgainstLimit, remedies.sessionsByState, remedies.poolSettings],
    idle: [remedies.sessionsByState, remedies.idleTimeout],
    openTransactions: [remedies.openTransactions],
    exhaustedPool: [remedies.sessionsByState, remedies.poolSettings],
    waitingPool: [remedies.slowStatements, remedies.openTransactions, remedies.poolSettings],
    slow: [remedies.slowStatements],
    busy: [remedies.slowStatements],
  },
  connectHints: {
    'no-database': 'Create it (`CREATE DATABASE`) or correct the name at the end of the URL',
    'not-admitted': 'Let it in (`GRANT … ON database.* TO user@host`), or use a user and host that may',
  },
  project: {
    isDriver: (name) => drivers.includes(name),
    prismaProvider: 'mysql',
    variablePrefix: /^(?:DB|DATABASE|MYSQL|MARIADB|TYPEORM|SEQUELIZE|KNEX|SQL)_/,
  },
  packages: {
    names: { 'apt-get': 'mariadb-server', apk: 'mariadb', dnf: 'mariadb-server' },
    hint: 'Debian `apt-get install -y mariadb-server`, Alpine `apk add mariadb`, macOS `brew install mariadb`',
  },
} as const satisfies ServiceDefinition;
