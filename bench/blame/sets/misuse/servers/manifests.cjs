'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const express = require('express');
const yauzl = require('yauzl');
const yazl = require('yazl');

const bundle = path.join(os.tmpdir(), `manifests-${process.pid}.zip`);

function build() {
  const zip = new yazl.ZipFile();
  for (let i = 0; i < 30; i++) {
    zip.addBuffer(Buffer.from(JSON.stringify({ container: i, pallets: 20 + i })), `container-${i}.json`);
  }
  zip.end();
  return new Promise((resolve, reject) => {
    zip.outputStream.pipe(fs.createWriteStream(bundle)).on('close', resolve).on('error', reject);
  });
}

function sizeOf(name) {
  return new Promise((resolve, reject) => {
    yauzl.open(bundle, { lazyEntries: true }, (err, zip) => {
      if (err) return reject(err);
      zip.on('error', reject);
      zip.on('end', () => resolve(null));
      zip.on('entry', (entry) => {
        if (entry.fileName !== name) return zip.readEntry();
        resolve({ name, bytes: entry.uncompressedSize });
      });
      zip.readEntry();
    });
  });
}

const app = express();
app.get('/healthz', (req, res) => res.send('ok'));
app.get('/manifests/:container', async (req, res) => {
  const entry = await sizeOf(`container-${req.params.container}.json`);
  if (!entry) return res.sendStatus(404);
  res.json(entry);
});

build().then(() => app.listen(process.env.PORT, '127.0.0.1'));
