import type { AskedNumber } from '../../model/invariant.js';
import { askReadOnly } from './ask-read-only.js';
import { connectPostgres, type PostgresConnection } from './connection.js';
import { dataTimeoutMs } from './data-timeout.js';
import { adminUrl, targetName, withoutTls } from './own-server-access.js';
import { restoreFile } from './restore-file.js';

/** The database with the data as restored. Nobody connects to it, so that it can be copied. */
const startName = 'leakline_start';
/** The copy that the target works on. */
const workingName = 'leakline_data';

/** A server of our own whose database can be put back to the state that the run starts from. */
export interface KnownData {
  /** The URL of the working copy, for the target. */
  readonly url: string;
  /** Ends all sessions of the working copy and makes it anew. */
  reset(): Promise<void>;
  /** Asks the working copy, over a connection of its own, because the observer is connected to another database. */
  ask(statement: string): Promise<AskedNumber>;
}

interface Server {
  readonly admin: PostgresConnection;
  readonly adminPassword: string;
  readonly port: number;
  readonly targetUrl: string;
}

function inDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function restore(url: string, file: string, signal: AbortSignal): Promise<void> {
  await restoreFile(url, file, signal);
  const restored = await connectPostgres(url, signal);
  // Without statistics the first target would get other query plans than later ones, which start after autovacuum has
  // run.
  await restored.query('analyze', { timeoutMs: dataTimeoutMs }).finally(restored.close);
}

/**
 * Restores a file once, into a database that is only copied from then on. `CREATE DATABASE … TEMPLATE` copies files,
 * which takes a fraction of the time of restoring again. Without a file the database stays empty.
 */
export async function prepareKnownData(
  { admin, adminPassword, port, targetUrl }: Server,
  file: string | null,
  signal: AbortSignal,
): Promise<KnownData> {
  await admin.query(`create database ${startName} owner ${targetName}`, { timeoutMs: dataTimeoutMs });
  if (file !== null) await restore(withoutTls(inDatabase(targetUrl, startName)), file, signal);
  const reset = async (): Promise<void> => {
    const inTime = { timeoutMs: dataTimeoutMs };
    await admin.query(`drop database if exists ${workingName} with (force)`, inTime);
    await admin.query(`create database ${workingName} template ${startName} owner ${targetName}`, inTime);
  };
  await reset();
  return {
    url: inDatabase(targetUrl, workingName),
    reset,
    ask: async (statement) => {
      const connection = await connectPostgres(inDatabase(adminUrl(port, adminPassword), workingName), signal);
      return askReadOnly(connection, statement).finally(connection.close);
    },
  };
}
