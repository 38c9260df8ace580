import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ServiceKind } from '../../model/service.js';
import { readPlainFileSync } from '../../platform/read-text-file.js';
import type { Manifest } from './manifest.js';

/** Query builders and ORMs speak to PostgreSQL through one of these, and to other databases through others. */
const postgresDrivers: readonly string[] = ['pg', 'postgres', 'pg-promise', 'slonik', 'pg-native', '@fastify/postgres'];
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

const isRedis = (name: string): boolean =>
  queues.includes(name) || (/(?:^|[-/@])(?:io)?redis(?:$|[-/])/.test(name) && !/^@types\/|mock|memory/.test(name));

/** Text of each file of Prisma's schema, which may be one file or a folder. */
function prismaSchemas(folder: string): readonly string[] {
  const places = [
    'schema.prisma',
    'prisma/schema.prisma',
    ...namesIn(path.join(folder, 'prisma/schema')).map((name) => `prisma/schema/${name}`),
  ];
  return places.flatMap((place) => {
    try {
      return [readPlainFileSync(path.join(folder, place))];
    } catch {
      return [];
    }
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.prisma'));
  } catch {
    return [];
  }
}

const isPrismaOnPostgres = (folder: string): boolean =>
  prismaSchemas(folder).some((schema) => /datasource\s+\w+\s*\{[^}]*\bprovider\s*=\s*"postgres(?:ql)?"/.test(schema));

/** PostgreSQL and Redis, where the service depends on what speaks to them. */
export function guessServices(folder: string, { dependencies }: Manifest): readonly ServiceKind[] {
  const hasDriver = dependencies.some((name) => postgresDrivers.includes(name));
  const hasPrisma = dependencies.includes('@prisma/client') && isPrismaOnPostgres(folder);
  return [
    ...(hasDriver || hasPrisma ? (['postgres'] as const) : []),
    ...(dependencies.some(isRedis) ? (['redis'] as const) : []),
  ];
}
