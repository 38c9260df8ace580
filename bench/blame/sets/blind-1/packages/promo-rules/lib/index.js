'use strict';

const { visit } = require('./visit');
const journal = require('./journal');

let runs = 0;

function evaluate(rules, basket) {
  const context = { run: ++runs, basket, cents: 0, path: [] };
  visit(rules, context);
  return { run: context.run, cents: context.cents };
}

function explain(run) {
  return journal.entriesOf(run).map((entry) => `${entry.rule}: ${entry.cents}`);
}

module.exports = { evaluate, explain };
