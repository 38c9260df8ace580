import type { ArrowFunctionExpression, Class, Function as FunctionNode } from 'acorn';
import type { Router } from './router.js';

/** Names that code can see, with inner scopes first. Values are getters, because an import may get its value later. */
export interface Scope {
  readonly names: Map<string, () => Value>;
  readonly parent: Scope | null;
  /** The file of the module, from which imports are resolved. */
  readonly file: string;
  readonly self: Value;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: FunctionNode | ArrowFunctionExpression;
  readonly scope: Scope;
  readonly self: Value | null;
}

/** The value of an expression, as far as it matters for routes. */
export type Value =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'array'; readonly items: Value[] }
  | { readonly kind: 'object'; readonly properties: Map<string, Value> }
  | { readonly kind: 'class'; readonly node: Class; readonly scope: Scope }
  /** Something of a package, or made by it: `express`, `express.Router`. */
  | { readonly kind: 'package'; readonly name: string; readonly members: readonly string[] }
  /** A router, seen under a prefix of its own (Hono's `basePath`). */
  | { readonly kind: 'router'; readonly router: Router; readonly base: string }
  /** The value of Express's `app.route('/x')`. */
  | { readonly kind: 'path'; readonly router: Router; readonly paths: readonly string[] | null }
  | FunctionValue;

export const unknown: Value = { kind: 'unknown' };

export const text = (value: string): Value => ({ kind: 'text', text: value });

/** The texts of a text or of a list of texts. Null when one is not known. */
export function textsOf(value: Value | undefined): readonly string[] | null {
  if (value?.kind === 'text') return [value.text];
  if (value?.kind !== 'array' || value.items.length === 0) return null;
  const lists = value.items.map(textsOf);
  return lists.includes(null) ? null : lists.flatMap((list) => list ?? []);
}

export const propertyOf = (value: Value | undefined, name: string): Value =>
  (value?.kind === 'object' ? value.properties.get(name) : undefined) ?? unknown;

/** Turns lists within lists into one list. */
export const flattened = (values: readonly Value[]): readonly Value[] =>
  values.flatMap((value) => (value.kind === 'array' ? flattened(value.items) : [value]));
