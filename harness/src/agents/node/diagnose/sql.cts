/** Longer texts are cut before they are read. What is left is enough to recognise a query. */
const maxReadLength = 10_000;
const maxShownLength = 160;

/**
 * The tokens, in the order in which PostgreSQL reads a text: comments, quoted names, literals in dollars, literals with
 * escapes, plain literals. A token without an end reaches to the end of the text, so that a cut text shows no half of a
 * literal.
 */
const tokens =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|("(?:[^"]|"")*(?:"|$))|\$(\w*)\$[\s\S]*?(?:\$\3\$|$)|\be'(?:[^'\\]|''|\\[\s\S])*(?:'|$)|'(?:[^']|'')*(?:'|$)/gi;
const numbers = /(?<![\w$.])[+-]?\d[\d.]*(?:e[+-]?\d+)?/gi;
const lists = /\?(?:\s*,\s*\?)+/g;

/** The text without comments, and with `?` for each literal. */
const withoutLiterals = (text: string): string =>
  text
    .slice(0, maxReadLength)
    .replace(tokens, (_token, comment?: string, name?: string) => name ?? (comment === undefined ? '?' : ' '));

/** Shows a query without its values. So it holds no secret, and is the same text for every value. */
function collapseLiterals(text: string): string {
  const collapsed = withoutLiterals(text).replace(numbers, '?').replace(lists, '?').replace(/\s+/g, ' ').trim();
  return collapsed.length > maxShownLength ? `${collapsed.slice(0, maxShownLength - 1)}…` : collapsed;
}

const mayMatter = /begin|start|commit|end|rollback|abort|prepare/i;
const opening = /^(?:begin|start\s+transaction)\b/i;
const closing = /^(?:commit|end|rollback|abort|prepare\s+transaction)\b/i;
/**
 * These statements end no transaction, or begin a new one at once: they are about a savepoint, about a transaction that
 * was prepared before, or chain.
 */
const notClosing = /^rollback\s+(?:(?:work|transaction)\s+)?to\b|^(?:commit|rollback)\s+prepared\b|\band\s+chain\b/i;

type TransactionEffect = 'opens' | 'closes' | 'none';

function statementEffect(statement: string): TransactionEffect {
  if (opening.test(statement)) return 'opens';
  return closing.test(statement) && !notClosing.test(statement) ? 'closes' : 'none';
}

/** What a text of one or several statements does to a transaction in the end. */
function transactionEffect(text: string): TransactionEffect {
  if (!mayMatter.test(text)) return 'none';
  return withoutLiterals(text)
    .split(';')
    .map((statement) => statementEffect(statement.trim()))
    .reduce((last, effect) => (effect === 'none' ? last : effect), 'none');
}

export = { collapseLiterals, transactionEffect };
