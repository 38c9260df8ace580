'use strict';

const { apply } = require('./apply');

const handlers = {
  all: (node, context) => visitEach(node.rules, context),
  when: (node, context) => (context.basket.total >= node.min ? visitEach(node.rules, context) : 0),
  group: (node, context) => inGroup(node, context),
  percent: (node, context) => apply(node, context, Math.round((context.basket.total * node.value) / 100)),
  fixed: (node, context) => apply(node, context, node.value),
};

function visit(node, context) {
  const handler = handlers[node.type];
  if (!handler) throw new TypeError(`unknown rule type ${node.type}`);
  return handler(node, context);
}

function visitEach(rules, context) {
  let sum = 0;
  for (const rule of rules) sum += visit(rule, context);
  return sum;
}

function inGroup(node, context) {
  context.path.push(node.name);
  try {
    return visitEach(node.rules, context);
  } finally {
    context.path.pop();
  }
}

module.exports = { visit };
