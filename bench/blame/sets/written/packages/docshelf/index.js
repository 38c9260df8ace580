import { readFile, stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { Doc } from './doc.js';

export class Shelf {
  #root;
  #texts = new Map();
  #docs = new Set();
  #capacity;

  constructor(root, { capacity = 64 } = {}) {
    this.#root = root;
    this.#capacity = capacity;
  }

  /** Reads a document. Later changes of its file are seen by doc.refresh(). */
  async open(name) {
    const doc = new Doc(this, name, await this.text(name));
    this.#docs.add(doc);
    return doc;
  }

  /** The text of a document; texts are cached by the file's time of change. */
  async text(name) {
    const path = this.#path(name);
    const { mtimeMs } = await stat(path);
    const known = this.#texts.get(path);
    if (known?.mtimeMs === mtimeMs) return known.text;
    const text = await readFile(path, 'utf8');
    this.#texts.set(path, { mtimeMs, text });
    while (this.#texts.size > this.#capacity) this.#texts.delete(this.#texts.keys().next().value);
    return text;
  }

  /** Forgets the cached texts, so that every document reads its file again. */
  invalidate() {
    this.#texts.clear();
    for (const doc of this.#docs) doc.stale = true;
  }

  #path(name) {
    const path = normalize(join(this.#root, name));
    if (!path.startsWith(this.#root + sep)) throw new RangeError(`outside of the shelf: ${name}`);
    return path;
  }
}
