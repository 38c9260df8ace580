import { readdirSync } from 'node:fs';
import path from 'node:path';
import { services } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { readPlainFileSync } from '../../platform/files/read-text-file.js';
import type { Manifest } from './manifest.js';

/** Texts of Prisma's schema, which may be one file or a folder of files. */
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

/** Whether Prisma's `datasource` has a provider of this name. */
const isPrismaOn = (folder: string, provider: string): boolean =>
  prismaSchemas(folder).some((schema) =>
    new RegExp(`datasource\\s+\\w+\\s*\\{[^}]*\\bprovider\\s*=\\s*"${provider}"`).test(schema),
  );

/** Services that the project has a client for. */
export function guessServices(folder: string, { dependencies }: Manifest): readonly ServiceKind[] {
  const hasPrisma = dependencies.includes('@prisma/client');
  return services
    .filter(({ project: { isDriver, prismaProvider } }) => {
      const isOfPrisma = hasPrisma && prismaProvider !== null && isPrismaOn(folder, prismaProvider);
      return isOfPrisma || dependencies.some(isDriver);
    })
    .map(({ kind }) => kind);
}
