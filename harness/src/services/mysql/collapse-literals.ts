/**
 * What may hold, or hide, a value: comments, quoted names (kept), strings in either kind of quotes, numbers. A text that the
 * server cut off runs to its end.
 */
const tokens =
  /(?<comment>--[ \t][^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<identifier>`(?:[^`]|``)*(?:`|$))|(?:[bBxXnN]|_[a-z\d]+\s*)?'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|"(?:[^"\\]|\\[\s\S]|"")*(?:"|$)|(?<![\w$.])\d[\w.]*/g;

/** The statement with each literal replaced by `?` and comments left out: recordings and reports hold no values. */
export function collapseLiterals(sql: string): string {
  return sql
    .replace(tokens, (_match: string, ...rest: unknown[]) => {
      const { comment, identifier } = rest.at(-1) as { readonly comment?: string; readonly identifier?: string };
      return comment === undefined ? (identifier ?? '?') : ' ';
    })
    .replace(/\s+/g, ' ')
    .trim();
}
