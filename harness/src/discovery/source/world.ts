import type { Class, Node } from 'acorn';
import type { FunctionValue, Scope, Value } from './value.js';

/** What code reaches beyond its own expressions. */
export interface World {
  evaluate(node: Node | null | undefined, scope: Scope): Value;
  /** What a module exports, as its namespace; a package is a package. */
  load(specifier: string, from: string): Value;
  call(callee: FunctionValue, args: readonly Value[]): Value;
  instantiate(node: Class, scope: Scope, args: readonly Value[]): Value;
  /** Routes of a folder of plugins. */
  autoload(router: Extract<Value, { kind: 'router' }>['router'], options: Value): void;
  /** Told of each router of a package that is made. */
  seeRouter(router: Extract<Value, { kind: 'router' }>['router']): void;
  /** False once enough has been looked at: code can be endless. */
  mayGoOn(): boolean;
}
