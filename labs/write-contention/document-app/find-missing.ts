import { findMissingTools } from '../../shared/find-missing-tools.js';

/** What this lab needs and does not find, with the command that installs it; null when all is there. */
export const findMissing = (): string | null =>
  findMissingTools(
    { ab: 'apache2-utils' },
    {
      fastapi: 'python3-fastapi',
      uvicorn: 'python3-uvicorn',
      sqlalchemy: 'python3-sqlalchemy',
      asyncpg: 'python3-asyncpg',
      'redis.asyncio': 'python3-redis',
    },
  );
