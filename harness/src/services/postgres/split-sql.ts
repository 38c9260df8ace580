/** The rows of one COPY, as INSERT understands them. */
export interface CopiedRows {
  readonly kind: 'rows';
  /** Table and columns as the script writes them, e.g. `public.item (id, name)`. */
  readonly into: string;
  /** Null stands for NULL. Everything else is sent as text, and the column's type reads it, as with COPY. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A part of a script that goes to the server in one piece. */
export type SqlPart = { readonly kind: 'sql'; readonly text: string } | CopiedRows;

const copyLine = /^COPY (.+) FROM stdin;$/;
/** Meta-commands of psql that `pg_dump` writes since August 2025. They mean nothing to a server. */
const restrictLine = /^\\(un)?restrict \S+$/;

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/**
 * Reads one field of COPY's text format (https://www.postgresql.org/docs/current/sql-copy.html). `pg_dump` writes no
 * octal escapes.
 */
function parseField(field: string): string | null {
  if (field === '\\N') return null;
  return field.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
}

/**
 * Cuts a script, as `pg_dump` writes it, into what a driver can send. COPY blocks become rows, because only psql can
 * send what follows `FROM stdin`.
 */
export function splitSql(script: string): readonly SqlPart[] {
  const parts: SqlPart[] = [];
  let sql: string[] = [];
  let copy: { readonly into: string; readonly rows: (readonly (string | null)[])[] } | null = null;
  const endSql = (): void => {
    const text = sql.join('\n').trim();
    if (text !== '') parts.push({ kind: 'sql', text });
    sql = [];
  };
  for (const line of script.split(/\r?\n/)) {
    if (copy !== null) {
      if (line === '\\.') {
        parts.push({ kind: 'rows', ...copy });
        copy = null;
      } else {
        copy.rows.push(line.split('\t').map(parseField));
      }
      continue;
    }
    const [, into] = copyLine.exec(line) ?? [];
    if (into !== undefined) {
      endSql();
      copy = { into, rows: [] };
    } else if (!restrictLine.test(line)) {
      sql.push(line);
    }
  }
  endSql();
  return parts;
}
