'use strict';

const fs = require('fs');
const path = require('path');
const { workerData } = require('worker_threads');
const { expose } = require('thread-bench');

const FIELD = /\{(\w+)\}/g;
const MAGIC = '<svg';
const texts = new Map();

function load(template) {
  const file = path.join(workerData.folder, `${path.basename(template)}.svg`);
  const head = Buffer.alloc(4);
  const fd = fs.openSync(file, 'r');
  fs.readSync(fd, head, 0, 4, 0);
  if (head.toString('latin1') !== MAGIC) {
    fs.closeSync(fd);
    throw new Error(`${template} is not a template`);
  }
  const { size, mtimeMs } = fs.fstatSync(fd);
  const known = texts.get(file);
  if (known && known.mtimeMs === mtimeMs) return known.text;
  const whole = Buffer.alloc(size);
  fs.readSync(fd, whole, 0, size, 0);
  fs.closeSync(fd);
  const text = whole.toString('utf8');
  texts.set(file, { mtimeMs, text });
  return text;
}

const escape = (v) => String(v).replace(/[<&>]/g, (c) => `&#${c.charCodeAt(0)};`);

expose({
  render({ template, fields }) {
    return load(template).replace(FIELD, (_, name) => escape(fields[name] ?? ''));
  },
  fields({ template }) {
    return [...new Set([...load(template).matchAll(FIELD)].map((m) => m[1]))];
  },
});
