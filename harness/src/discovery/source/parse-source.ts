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

/** The parsers to try for a file. JavaScript may have JSX or type annotations; TypeScript has JSX only in `.tsx`. */
const parsersFor = (file: string): readonly (typeof Parser)[] =>
  /^\.[cm]?ts$/.test(path.extname(file)) ? [typed] : [plain, typedWithJsx];

/** Parses JavaScript or TypeScript and removes the types. Null when it is neither. */
export function parseSource(file: string, text: string): Program | null {
  for (const parser of parsersFor(file)) {
    for (const sourceType of ['module', 'script'] as const) {
      try {
        return withoutTypes(parser.parse(text, { ...options, sourceType })) as Program;
      } catch {
        // The file is in another dialect.
      }
    }
  }
  return null;
}

/** Nodes that stand for an inner node: `a as T`, `a!`, `a satisfies T`, `f<T>`, and parameter properties. */
const wrappers: Readonly<Record<string, string>> = {
  TSAsExpression: 'expression',
  TSNonNullExpression: 'expression',
  TSSatisfiesExpression: 'expression',
  TSTypeAssertion: 'expression',
  TSInstantiationExpression: 'expression',
  TSParameterProperty: 'parameter',
};

/** Changes the tree in place, so that readers only need to know JavaScript. */
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
