import type { Class, Node } from 'acorn';
import type { FunctionValue, Scope, Value } from './value.js';

/** What evaluating code needs beyond a single expression. */
export interface Interpreter {
  evaluate(node: Node | null | undefined, scope: Scope): Value;
  /** What a module exports, as its namespace. For a package, the package itself. */
  load(specifier: string, from: string): Value;
  call(callee: FunctionValue, args: readonly Value[]): Value;
  instantiate(node: Class, scope: Scope, args: readonly Value[]): Value;
  /** Loads the routes of a folder of plugins. */
  autoload(router: Extract<Value, { kind: 'router' }>['router'], options: Value): void;
  /** Is told of each router that a package makes. */
  seeRouter(router: Extract<Value, { kind: 'router' }>['router']): void;
  /** Returns false once enough has been evaluated, because code can be endless. */
  mayGoOn(): boolean;
}
