import type { Expression, MemberExpression, Node, ObjectExpression, Pattern } from 'acorn';
import { evaluateCall, evaluateNew } from './evaluate-call.js';
import { evaluateImport, evaluateList, nameOfMember } from './evaluate-parts.js';
import { folderOf, importMeta } from './module-values.js';
import { assign, lookUp, memberOf } from './scope.js';
import { type Scope, text, unknown, type Value } from './value.js';
import type { World } from './world.js';

/** The value of an expression; what it does to routers is done. */
export function evaluate(node: Node | null | undefined, scope: Scope, world: World): Value {
  if (node === null || node === undefined || !world.mayGoOn()) return unknown;
  const inner = (other: Node | null | undefined): Value => evaluate(other, scope, world);
  const expression = node as Expression;
  switch (expression.type) {
    case 'Literal':
      return typeof expression.value === 'string' || typeof expression.value === 'number'
        ? text(String(expression.value))
        : unknown;
    case 'TemplateLiteral':
      return joinTexts([
        ...expression.quasis.flatMap(({ value }, index) => [
          text(value.cooked ?? ''),
          ...(index < expression.expressions.length ? [inner(expression.expressions[index])] : []),
        ]),
      ]);
    case 'Identifier':
      return expression.name === '__dirname' ? folderOf(scope) : lookUp(scope, expression.name);
    case 'ThisExpression':
      return scope.self;
    case 'MemberExpression':
      return evaluateMember(expression, scope, world);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return inner(expression.expression);
    case 'AwaitExpression':
      return inner(expression.argument);
    case 'ArrayExpression':
      return { kind: 'array', items: evaluateList(expression.elements, scope, world) };
    case 'ObjectExpression':
      return evaluateObject(expression, scope, world);
    case 'ArrowFunctionExpression':
      return { kind: 'function', node: expression, scope, self: scope.self };
    case 'FunctionExpression':
      return { kind: 'function', node: expression, scope, self: null };
    case 'ClassExpression':
      return { kind: 'class', node: expression, scope };
    case 'LogicalExpression': {
      const [left, right] = [inner(expression.left), inner(expression.right)];
      return left.kind === 'unknown' || expression.operator === '&&' ? right : left;
    }
    case 'ConditionalExpression': {
      inner(expression.test);
      const [one, other] = [inner(expression.consequent), inner(expression.alternate)];
      return one.kind === 'unknown' ? other : one;
    }
    case 'BinaryExpression':
      return expression.operator === '+'
        ? joinTexts([inner(expression.left as Expression), inner(expression.right)])
        : unknown;
    case 'AssignmentExpression':
      return evaluateAssignment(expression.left, inner(expression.right), scope, world);
    case 'SequenceExpression':
      return expression.expressions.map(inner).at(-1) ?? unknown;
    case 'NewExpression':
      return evaluateNew(expression, scope, world);
    case 'ImportExpression':
      return evaluateImport(inner(expression.source), scope, world);
    case 'CallExpression':
      return evaluateCall(expression, scope, world);
    case 'MetaProperty':
      return { kind: 'object', properties: importMeta(scope) };
    case 'UnaryExpression':
    case 'YieldExpression':
      inner(expression.argument);
      return unknown;
    default:
      return unknown;
  }
}

function joinTexts(parts: readonly Value[]): Value {
  const texts = parts.map((part) => (part.kind === 'text' ? part.text : null));
  return texts.includes(null) ? unknown : text(texts.join(''));
}

function evaluateObject(node: ObjectExpression, scope: Scope, world: World): Value {
  const properties = new Map<string, Value>();
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = evaluate(property.argument, scope, world);
      if (spread.kind === 'object') for (const [name, value] of spread.properties) properties.set(name, value);
      continue;
    }
    const { key, computed } = property;
    const name = key.type === 'Identifier' && !computed ? text(key.name) : evaluate(key, scope, world);
    if (name.kind === 'text') properties.set(name.text, evaluate(property.value, scope, world));
  }
  return { kind: 'object', properties };
}

function evaluateMember(node: MemberExpression, scope: Scope, world: World): Value {
  const owner = evaluate(node.object, scope, world);
  const name = nameOfMember(node, scope, world);
  return name === null ? unknown : memberOf(owner, name);
}

function evaluateAssignment(target: Pattern | Expression, value: Value, scope: Scope, world: World): Value {
  if (target.type === 'Identifier') assign(scope, target.name, value);
  if (target.type !== 'MemberExpression') return value;
  const owner = evaluate(target.object, scope, world);
  const name = nameOfMember(target, scope, world);
  if (owner.kind === 'object' && name !== null) owner.properties.set(name, value);
  return value;
}
