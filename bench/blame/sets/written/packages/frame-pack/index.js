import bufshelf from 'bufshelf';

const MAGIC = 0x46504b31;
const shelf = new bufshelf.Shelf();

function measure(rows) {
  let bytes = 8;
  for (const row of rows) {
    for (const cell of row) bytes += 2 + Buffer.byteLength(cell);
    bytes += 2;
  }
  return bytes;
}

function fill(buf, rows) {
  let at = buf.writeUInt32BE(MAGIC, 0);
  at = buf.writeUInt32BE(rows.length, at);
  for (const row of rows) {
    at = buf.writeUInt16BE(row.length, at);
    for (const cell of row) {
      const length = buf.write(cell, at + 2);
      buf.writeUInt16BE(length, at);
      at += 2 + length;
    }
  }
  return at;
}

/** Packs rows of cells; answers the frame in base64. */
export function pack(rows) {
  const texts = rows.map((row) => row.map((cell) => String(cell ?? '')));
  const buf = shelf.take(measure(texts));
  try {
    return buf.toString('base64', 0, fill(buf, texts));
  } finally {
    shelf.give(buf);
  }
}

/** The rows of a frame. */
export function unpack(text) {
  const buf = Buffer.from(text, 'base64');
  if (buf.readUInt32BE(0) !== MAGIC) throw new Error('not a frame');
  let at = 8;
  return Array.from({ length: buf.readUInt32BE(4) }, () => {
    const cells = buf.readUInt16BE(at);
    at += 2;
    return Array.from({ length: cells }, () => {
      const length = buf.readUInt16BE(at);
      const cell = buf.toString('utf8', at + 2, at + 2 + length);
      at += 2 + length;
      return cell;
    });
  });
}
