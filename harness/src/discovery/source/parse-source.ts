import path from 'node:path';
import { tsPlugin } from '@sveltejs/acorn-typescript';
import { type Node, type Options, Parser, type Program } from 'acorn';
import { isNode } from './syntax-node.js';

const options = {
  ecmaVersion: 'latest',
  sourceType: 'module',
  locations: true,
  allowHashBang: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowImportExportEverywhere: true,
} as const satisfies Options;

const plain = Parser;
const typed = Parser.extend(tsPlugin());
const typedWithJsx = Parser.extend(tsPlugin({ jsx: {} }));

/** JavaScript may have JSX or type annotations of Flow's kind in it; TypeScript may not, but in `.tsx`. */
const parsersFor = (file: string): readonly (typeof Parser)[] =>
  /^\.[cm]?ts$/.test(path.extname(file)) ? [typed] : [plain, typedWithJsx];

/** Parses JavaScript or TypeScript and leaves the types out; null where it is neither. */
export function parseSource(file: string, text: string): Program | null {
  for (const parser of parsersFor(file)) {
    for (const sourceType of ['module', 'script'] as const) {
      try {
        return withoutTypes(parser.parse(text, { ...options, sourceType })) as Program;
      } catch {
        // Another dialect.
      }
    }
  }
  return null;
}

/** `a as T`, `a!`, `a satisfies T`, `f<T>` are what stands inside; a parameter property is its parameter. */
const wrappers: Readonly<Record<string, string>> = {
  TSAsExpression: 'expression',
  TSNonNullExpression: 'expression',
  TSSatisfiesExpression: 'expression',
  TSTypeAssertion: 'expression',
  TSInstantiationExpression: 'expression',
  TSParameterProperty: 'parameter',
};

/** Changes the tree in place, so that what reads it needs to know JavaScript only. */
function withoutTypes(node: Node): Node {
  const fields = node as unknown as Record<string, unknown>;
  for (const [key, value] of Object.entries(fields)) {
    if (isNode(value)) fields[key] = withoutTypes(value);
    else if (Array.isArray(value))
      fields[key] = value.map((item: unknown) => (isNode(item) ? withoutTypes(item) : item));
  }
  const inner = wrappers[node.type];
  return inner === undefined ? node : (fields[inner] as Node);
}
