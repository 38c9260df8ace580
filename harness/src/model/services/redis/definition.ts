import type { ServiceDefinition } from '../service-definition.js';
import { redisRemedies as remedies } from './remedies.js';

const queues: readonly string[] = [
  'bull',
  'bullmq',
  'bee-queue',
  '@nestjs/bull',
  '@nestjs/bullmq',
  'redlock',
  'node-resque',
  'kue',
];

export const redis = {
  title: 'Redis',
  prefix: 'redis',
  isDatabase: false,
  isUsual: true,
  url: {
    variable: 'REDIS_URL',
    protocols: ['redis:', 'rediss:'],
    form: 'redis://user:password@host:6379/0',
  },
  defaultPort: 6379,
  parts: ['host', 'port', 'username', 'password', 'url'],
  variables: { REDIS_HOST: 'host', REDIS_PORT: 'port', REDIS_PASSWORD: 'password', REDIS_USERNAME: 'username' },
  urlParameters: {},
  // No driver reads these by itself. So a URL without a user means that there is no user.
  contradicting: { always: ['REDIS_USERNAME', 'REDIS_PASSWORD'], ofOwn: [] },
  exampleName: 'CACHE',
  options: {
    // The default of Redis.
    limit: { name: 'maxClients', preset: null, most: 1_000_000 },
    image: 'redis:7-alpine',
    providers: ['local', 'docker'],
    isRestored: false,
  },
  connections: 'redis.connections',
  sessions: null,
  connectionNoun: 'client',
  nearLimitAdvice: 'Look at who is connected: one client per process is enough for most services.',
  remedies: {
    nearLimit: [remedies.clients, remedies.timeout],
    full: [remedies.clients, remedies.timeout],
    idle: [],
    openTransactions: [],
    exhaustedPool: [],
    waitingPool: [],
    slow: [],
    busy: [],
  },
  connectHints: { 'not-permitted': 'Grant `+info +client|list +client|id` to the user, or use one that has them' },
  project: {
    isDriver: (name) =>
      queues.includes(name) || (/(?:^|[-/@])(?:io)?redis(?:$|[-/])/.test(name) && !/^@types\/|mock|memory/.test(name)),
    prismaProvider: null,
    variablePrefix: /^(?:(?:BULL|BULLMQ|QUEUE|CACHE|SESSION)_)?REDIS_(?:(?:CACHE|QUEUE|SESSION)_)?/,
  },
  packages: {
    // Fedora and RHEL 10 have replaced Redis by Valkey.
    names: { 'apt-get': 'redis-server', apk: 'redis', dnf: 'valkey' },
    hint: 'Debian `apt-get install -y redis-server`, Alpine `apk add redis`, macOS `brew install redis`',
  },
} as const satisfies ServiceDefinition;
