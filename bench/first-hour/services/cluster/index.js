'use strict';

const cluster = require('node:cluster');

if (cluster.isPrimary) {
  const workers = Number(process.env.WEB_CONCURRENCY) || 2;
  for (let i = 0; i < workers; i += 1) cluster.fork();

  let stopping = false;
  cluster.on('exit', (worker, code, signal) => {
    if (stopping) return;
    console.error(`worker ${worker.process.pid} ended (${signal || code}), starting another`);
    cluster.fork();
  });

  process.on('SIGTERM', () => {
    stopping = true;
    for (const worker of Object.values(cluster.workers)) worker.kill('SIGTERM');
  });
} else {
  require('./src/worker').start(process.env.PORT || 8080);
}
