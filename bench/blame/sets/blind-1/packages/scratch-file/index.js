'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { randomBytes } = require('crypto');

const root = path.join(os.tmpdir(), `scratch-${process.pid}`);
let ready = false;

function nextPath(prefix) {
  if (!ready) {
    fs.mkdirSync(root, { recursive: true, mode: 0o700 });
    ready = true;
  }
  return path.join(root, `${prefix}-${randomBytes(6).toString('hex')}`);
}

class ScratchFile {
  constructor(filename) {
    this.path = filename;
    this.size = 0;
    this.fd = fs.openSync(filename, 'wx+', 0o600);
  }

  append(chunk) {
    const data = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    this.size += fs.writeSync(this.fd, data, 0, data.length, this.size);
    return this;
  }

  read() {
    const data = Buffer.alloc(this.size);
    fs.readSync(this.fd, data, 0, this.size, 0);
    return data;
  }
}

async function withScratchFile(prefix, fn) {
  const file = new ScratchFile(nextPath(prefix));
  try {
    return await fn(file);
  } finally {
    fs.unlinkSync(file.path);
  }
}

module.exports = { withScratchFile };
