/**
 * What may hold or hide a value: comments, quoted identifiers (which are kept), the string forms of PostgreSQL,
 * numbers. A string or comment that the server has cut at `track_activity_query_size` runs to the end of the text.
 */
const tokens =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<identifier>"(?:[^"]|"")*(?:"|$))|[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*(?:'|$)|\$(?<tag>[A-Za-z_]\w*|)\$[\s\S]*?(?:\$\k<tag>\$|$)|(?<![\w$.])\d[\w.]*/g;

/** The statement without comments, and with `?` for each literal, because recordings and reports hold no values. */
export function collapseLiterals(sql: string): string {
  return sql
    .replace(tokens, (match: string, ...rest: unknown[]) => {
      const groups = rest.at(-1) as { readonly comment?: string; readonly identifier?: string };
      if (groups.comment !== undefined) return ' ';
      return groups.identifier ?? (match === '' ? '' : '?');
    })
    .replace(/\s+/g, ' ')
    .trim();
}
