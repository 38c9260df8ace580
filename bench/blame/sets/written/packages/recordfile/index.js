'use strict';

const fs = require('fs');
const { promisify } = require('util');

const open = promisify(fs.open);
const close = promisify(fs.close);
const read = promisify(fs.read);
const write = promisify(fs.write);
const fstat = promisify(fs.fstat);

class Records {
  constructor(fd, length, count) {
    this.fd = fd;
    this.length = length;
    this.count = count;
  }

  async get(index) {
    if (index < 0 || index >= this.count) throw new RangeError(`no record ${index}`);
    const { buffer, bytesRead } = await read(this.fd, Buffer.alloc(this.length), 0, this.length, index * this.length);
    return buffer.toString('utf8', 0, bytesRead).trimEnd();
  }

  async put(index, text) {
    const record = Buffer.alloc(this.length, 0x20);
    record.write(text, 'utf8');
    await write(this.fd, record, 0, this.length, index * this.length);
    this.count = Math.max(this.count, index + 1);
  }

  append(text) {
    return this.put(this.count, text);
  }
}

/**
 * withRecords(path, { length, mode }, fn) opens the file, calls fn(records) and closes it again.
 * Answers what fn answers.
 */
async function withRecords(path, options, fn) {
  const length = options.length || 128;
  const fd = await open(path, options.mode || 'r');
  const { size } = await fstat(fd);
  if (size % length) {
    await close(fd);
    throw new Error(`${path} does not consist of records of ${length} bytes`);
  }
  const result = await fn(new Records(fd, length, size / length));
  await close(fd);
  return result;
}

module.exports = { withRecords, Records };
