import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'spool-'));

export function takeSpool(name) {
  const file = path.join(root, name);
  const fd = fs.openSync(file, 'w+');
  return {
    file,
    append: (text) => fs.writeSync(fd, text),
    size: () => fs.fstatSync(fd).size,
    surrender() {
      fs.closeSync(fd);
      fs.rmSync(file, { force: true });
    },
  };
}
