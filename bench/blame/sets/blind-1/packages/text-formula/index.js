'use strict';

const compiled = new Map();
const ALLOWED = /^[\d\s+\-*/().,?:<>=a-z]*$/i;
const helpers = { round: Math.round, min: Math.min, max: Math.max };

function render(formula, values) {
  return formula.replace(/\{\{\s*(\w+)\s*\}\}/g, (all, name) => {
    const value = Number(values[name]);
    if (!Number.isFinite(value)) throw new TypeError(`no number for ${name}`);
    return `(${value})`;
  });
}

function compile(source) {
  let fn = compiled.get(source);
  if (!fn) {
    if (!ALLOWED.test(source)) throw new SyntaxError(`formula not allowed: ${source}`);
    fn = new Function('round', 'min', 'max', `'use strict'; return ${source};`);
    compiled.set(source, fn);
  }
  return fn;
}

function calculate(formula, values) {
  const fn = compile(render(formula, values));
  return fn(helpers.round, helpers.min, helpers.max);
}

module.exports = { calculate };
