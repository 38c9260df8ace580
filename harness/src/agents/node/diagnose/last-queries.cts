import sql = require('./sql.cjs');

/** Remembers the last query of each client, and shows it without values. */
interface LastQueries {
  note(client: object, query: unknown): string;
  show(client: object): string;
}

/** The text of what `client.query` was given: a text, a config object, or a cursor or stream that carries its text. */
function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  if (typeof query !== 'object' || query === null) return '';
  if ('text' in query && typeof query.text === 'string') return query.text;
  return 'cursor' in query ? textOf(query.cursor) : '';
}

/** Keeps the last query of every client for as long as the client lives. */
function createLastQueries(): LastQueries {
  const texts = new WeakMap<object, string>();
  return {
    note(client, query) {
      const text = textOf(query);
      texts.set(client, text);
      return text;
    },
    show(client) {
      const text = texts.get(client);
      return text === undefined ? 'no query yet' : `last query: ${sql.collapseLiterals(text)}`;
    },
  };
}

export = createLastQueries;
