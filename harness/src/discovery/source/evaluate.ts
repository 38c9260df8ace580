import type { Expression, MemberExpression, Node, ObjectExpression, Pattern } from 'acorn';
import { evaluateCall, evaluateNew } from './evaluate-call.js';
import { evaluateImport, evaluateList, nameOfMember } from './evaluate-parts.js';
import type { Interpreter } from './interpreter.js';
import { folderOf, importMeta } from './module-values.js';
import { assign, lookUp, memberOf } from './scope.js';
import { type Scope, text, unknown, type Value } from './value.js';

/** The value of an expression. Its effects on routers take place. */
export function evaluate(node: Node | null | undefined, scope: Scope, interpreter: Interpreter): Value {
  if (node === null || node === undefined || !interpreter.mayGoOn()) return unknown;
  const inner = (other: Node | null | undefined): Value => evaluate(other, scope, interpreter);
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
      return evaluateMember(expression, scope, interpreter);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return inner(expression.expression);
    case 'AwaitExpression':
      return inner(expression.argument);
    case 'ArrayExpression':
      return { kind: 'array', items: evaluateList(expression.elements, scope, interpreter) };
    case 'ObjectExpression':
      return evaluateObject(expression, scope, interpreter);
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
      return evaluateAssignment(expression.left, inner(expression.right), scope, interpreter);
    case 'SequenceExpression':
      return expression.expressions.map(inner).at(-1) ?? unknown;
    case 'NewExpression':
      return evaluateNew(expression, scope, interpreter);
    case 'ImportExpression':
      return evaluateImport(inner(expression.source), scope, interpreter);
    case 'CallExpression':
      return evaluateCall(expression, scope, interpreter);
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

function evaluateObject(node: ObjectExpression, scope: Scope, interpreter: Interpreter): Value {
  const properties = new Map<string, Value>();
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = evaluate(property.argument, scope, interpreter);
      if (spread.kind === 'object') for (const [name, value] of spread.properties) properties.set(name, value);
      continue;
    }
    const { key, computed } = property;
    const name = key.type === 'Identifier' && !computed ? text(key.name) : evaluate(key, scope, interpreter);
    if (name.kind === 'text') properties.set(name.text, evaluate(property.value, scope, interpreter));
  }
  return { kind: 'object', properties };
}

function evaluateMember(node: MemberExpression, scope: Scope, interpreter: Interpreter): Value {
  const owner = evaluate(node.object, scope, interpreter);
  const name = nameOfMember(node, scope, interpreter);
  return name === null ? unknown : memberOf(owner, name);
}

function evaluateAssignment(target: Pattern | Expression, value: Value, scope: Scope, interpreter: Interpreter): Value {
  if (target.type === 'Identifier') assign(scope, target.name, value);
  if (target.type !== 'MemberExpression') return value;
  const owner = evaluate(target.object, scope, interpreter);
  const name = nameOfMember(target, scope, interpreter);
  if (owner.kind === 'object' && name !== null) owner.properties.set(name, value);
  return value;
}
