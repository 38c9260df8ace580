'use strict';

const runs = new Map();

function write(run, entry) {
  let entries = runs.get(run);
  if (!entries) {
    entries = [];
    runs.set(run, entries);
  }
  entries.push(entry);
}

function entriesOf(run) {
  return runs.get(run) || [];
}

module.exports = { write, entriesOf };
