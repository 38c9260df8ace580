import { parentPort } from 'node:worker_threads';
import { createReadStream } from 'node:fs';

function digest(file, columns) {
  return new Promise((resolve, reject) => {
    const input = createReadStream(file, { encoding: 'utf8', highWaterMark: 1024, autoClose: false });
    let rest = '';
    let names = null;
    const sums = {};

    const line = (text) => {
      const cells = text.split(';');
      if (!names) {
        names = cells;
        for (const name of names) if (!columns || columns.includes(name)) sums[name] = 0;
        return;
      }
      names.forEach((name, i) => {
        if (name in sums) sums[name] += Number(cells[i]) || 0;
      });
    };

    input.on('error', reject);
    input.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      lines.forEach(line);
    });
    input.on('end', () => {
      if (rest) line(rest);
      resolve(sums);
    });
  });
}

parentPort.on('message', async ({ id, file, columns }) => {
  try {
    parentPort.postMessage({ id, sums: await digest(file, columns) });
  } catch (err) {
    parentPort.postMessage({ id, error: err.message });
  }
});
