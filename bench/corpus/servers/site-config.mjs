import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';

const app = express();
const folder = path.dirname(fileURLToPath(import.meta.url));
let version = 1;

function currentConfig() {
  fs.watch(folder, () => {
    version += 1;
  });
  return { version, theme: 'plain' };
}

app.get('/healthz', (_request, response) => response.send('ok'));
app.get('/config', (_request, response) => response.json(currentConfig()));

process.on('SIGTERM', () => process.exit(0));
app.listen(Number(process.env.PORT), '127.0.0.1');
