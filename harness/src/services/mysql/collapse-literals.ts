/**
 * What may hold or hide a value: comments, quoted names (which are kept), strings in either kind of quotes, numbers.
 * Where the server has cut the text, a token runs to its end.
 */
const tokens =
  /(?<comment>--[ \t][^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<identifier>`(?:[^`]|``)*(?:`|$))|(?:[bBxXnN]|_[a-z\d]+\s*)?'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)|(?<![\w$.])\d[\w.]*/g;

/** The statement without comments, and with `?` for each literal, because recordings and reports hold no values. */
export function collapseLiterals(sql: string): string {
  return sql
    .replace(tokens, (_match: string, ...rest: unknown[]) => {
      const { comment, identifier } = rest.at(-1) as { readonly comment?: string; readonly identifier?: string };
      return comment === undefined ? (identifier ?? '?') : ' ';
    })
    .replace(/\s+/g, ' ')
    .trim();
}
