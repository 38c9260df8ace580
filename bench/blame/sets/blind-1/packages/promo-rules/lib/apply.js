'use strict';

const journal = require('./journal');

function apply(node, context, cents) {
  const granted = Math.min(cents, context.basket.total - context.cents);
  context.cents += granted;
  journal.write(context.run, { rule: node.name, group: context.path.join('>'), basket: context.basket.id, cents: granted });
  return granted;
}

module.exports = { apply };
