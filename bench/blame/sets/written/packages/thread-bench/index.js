'use strict';

const { Worker } = require('worker_threads');

class Bench {
  #workers = [];
  #jobs = new Map();
  #queue = [];
  #serial = 0;

  constructor(script, { threads = 2, workerData = null } = {}) {
    this.script = script;
    for (let i = 0; i < threads; i++) this.#hire(workerData);
  }

  #hire(workerData) {
    const worker = new Worker(this.script, { workerData });
    const place = { worker, job: null };
    worker.unref();
    worker.on('message', ({ id, error, value }) => {
      const job = this.#jobs.get(id);
      this.#jobs.delete(id);
      place.job = null;
      if (error) job.reject(Object.assign(new Error(error.message), { code: error.code }));
      else job.resolve(value);
      this.#next(place);
    });
    worker.on('error', (err) => {
      const job = this.#jobs.get(place.job);
      this.#jobs.delete(place.job);
      if (job) job.reject(err);
      this.#workers.splice(this.#workers.indexOf(place), 1);
      this.#hire(workerData);
    });
    this.#workers.push(place);
    this.#next(place);
  }

  #next(place) {
    const job = this.#queue.shift();
    if (!job) return;
    place.job = job.id;
    this.#jobs.set(job.id, job);
    place.worker.postMessage({ id: job.id, task: job.task, input: job.input });
  }

  /** Lets a worker run a task of its script. */
  run(task, input) {
    return new Promise((resolve, reject) => {
      this.#queue.push({ id: ++this.#serial, task, input, resolve, reject });
      const free = this.#workers.find((place) => place.job === null);
      if (free) this.#next(free);
    });
  }

  close() {
    return Promise.all(this.#workers.map(({ worker }) => worker.terminate()));
  }
}

/** For the worker's script: expose({ task: (input) => value }). */
function expose(tasks) {
  const { parentPort } = require('worker_threads');
  parentPort.on('message', async ({ id, task, input }) => {
    try {
      parentPort.postMessage({ id, value: await tasks[task](input) });
    } catch (err) {
      parentPort.postMessage({ id, error: { message: err.message, code: err.code } });
    }
  });
}

module.exports = { Bench, expose };
