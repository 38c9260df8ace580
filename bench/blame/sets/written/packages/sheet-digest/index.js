import { Worker } from 'node:worker_threads';

export class SheetDigest {
  #workers;
  #turn = 0;
  #serial = 0;
  #waiting = new Map();

  constructor({ threads = 2 } = {}) {
    this.#workers = Array.from({ length: threads }, () => {
      const worker = new Worker(new URL('./thread.mjs', import.meta.url));
      worker.unref();
      worker.on('message', ({ id, error, sums }) => {
        const { resolve, reject } = this.#waiting.get(id);
        this.#waiting.delete(id);
        if (error) reject(new Error(error));
        else resolve(sums);
      });
      return worker;
    });
  }

  /** Sums per column of the sheet: { column: sum }. */
  sums(file, columns = null) {
    const id = ++this.#serial;
    const worker = this.#workers[this.#turn++ % this.#workers.length];
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, file, columns });
    });
  }

  async stop() {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
