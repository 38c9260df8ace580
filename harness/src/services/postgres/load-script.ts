import { connectPostgres } from './connection.js';
import { dataTimeoutMs } from './data-timeout.js';
import { type CopiedRows, splitSql } from './split-sql.js';

/** Rows of one INSERT: enough to be quick, and few enough for the server's parser. */
const rowsAtOnce = 500;

const quote = (value: string | null): string => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);

/**
 * Makes INSERTs of copied rows. COPY writes identity columns as they come, but INSERT needs `OVERRIDING SYSTEM VALUE`
 * for that.
 */
function* toInserts({ into, rows }: CopiedRows): Generator<string> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const values = rows.slice(from, from + rowsAtOnce).map((row) => `(${row.map(quote).join(', ')})`);
    yield `INSERT INTO ${into} OVERRIDING SYSTEM VALUE VALUES ${values.join(',\n')}`;
  }
}

/**
 * Runs an SQL script, such as `pg_dump` writes in its plain format, through the driver. So no tool has to be installed.
 */
export async function loadScript(url: string, script: string, signal: AbortSignal): Promise<void> {
  const connection = await connectPostgres(url, signal);
  try {
    await connection.query('SET standard_conforming_strings = on');
    for (const part of splitSql(script)) {
      signal.throwIfAborted();
      if (part.kind === 'sql') await connection.query(part.text, { timeoutMs: dataTimeoutMs });
      else for (const insert of toInserts(part)) await connection.query(insert, { timeoutMs: dataTimeoutMs });
    }
  } finally {
    await connection.close();
  }
}
