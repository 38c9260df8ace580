import fs from 'node:fs';
import { promisify } from 'node:util';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

const open = promisify(fs.open);
const unlink = promisify(fs.unlink);
const write = promisify(fs.write);
const read = promisify(fs.read);
const close = promisify(fs.close);

class Label {
  #fd;
  constructor(fd, size) {
    this.#fd = fd;
    this.size = size;
  }
  async text() {
    const { buffer, bytesRead } = await read(this.#fd, Buffer.alloc(this.size), 0, this.size, 0);
    return buffer.toString('utf8', 0, bytesRead);
  }
  async discard() {
    await close(this.#fd);
  }
}

export async function render(fields) {
  const path = join(tmpdir(), `label-${randomUUID()}`);
  const fd = await open(path, 'w+');
  await unlink(path);
  const body = Object.entries(fields).map(([k, v]) => `^FD${k}: ${v}^FS`).join('\n');
  const { bytesWritten } = await write(fd, `^XA\n${body}\n^XZ\n`);
  return new Label(fd, bytesWritten);
}
