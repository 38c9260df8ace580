/** Settings of the service. The environment is read here and nowhere else. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Null when not set: the one route that needs it says so, the others work. */
  readonly redisUrl: string | null;
  /** Hits that may wait in Redis to be stored; further ones are refused. */
  readonly maxPendingHits: number;
}

const highestPort = 65_535;

/** A wrong setting is the operator's to mend: one line and no stack. */
function refuseToStart(problem: string): never {
  console.error(problem);
  process.exit(1);
}

function readDatabaseUrl(): string {
  const missing =
    'DATABASE_URL is not set. Set it to the database to use, e.g. DATABASE_URL=postgres://user:password@127.0.0.1:5432/shop';
  return process.env.DATABASE_URL || refuseToStart(missing);
}

function readPort(): number {
  const text = process.env.PORT || '3000';
  const port = Number(text);
  const isPort = Number.isInteger(port) && port >= 0 && port <= highestPort;
  return isPort ? port : refuseToStart(`PORT is "${text}". Set it to a whole number from 0 to ${highestPort}.`);
}

function readMaxPendingHits(): number {
  const text = process.env.MAX_PENDING_HITS || '1000000';
  const limit = Number(text);
  const isLimit = Number.isSafeInteger(limit) && limit > 0;
  return isLimit ? limit : refuseToStart(`MAX_PENDING_HITS is "${text}". Set it to a whole number from 1 on.`);
}

export const config: Config = {
  host: process.env.HOST || '127.0.0.1',
  port: readPort(),
  databaseUrl: readDatabaseUrl(),
  redisUrl: process.env.REDIS_URL || null,
  maxPendingHits: readMaxPendingHits(),
};
