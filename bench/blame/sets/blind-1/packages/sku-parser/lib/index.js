'use strict';

const { splitCode, checkDigit } = require('./split');

const known = new Map();

class Sku {
  constructor(code, parts) {
    this.code = code;
    this.family = parts.family;
    this.size = parts.size;
    this.colour = parts.colour;
    this.serial = parts.serial;
    this.valid = checkDigit(parts.serial) === parts.check;
    this.title = [parts.family, parts.size, parts.colour].filter(Boolean).join(' / ');
    this.tokens = new Set([code, parts.family, parts.colour, `${parts.family}${parts.serial}`]);
  }

  toString() {
    return this.code;
  }

  matches(word) {
    return this.tokens.has(String(word).toUpperCase());
  }

  label() {
    return this.title;
  }
}

function parse(input) {
  const code = String(input).trim().toUpperCase();
  let sku = known.get(code);
  if (!sku) {
    sku = Object.freeze(new Sku(code, splitCode(code)));
    known.set(code, sku);
  }
  return sku;
}

function isSame(a, b) {
  return parse(a) === parse(b);
}

module.exports = { parse, isSame, Sku };
