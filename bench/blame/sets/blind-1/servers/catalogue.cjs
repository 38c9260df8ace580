const express = require('express');
const fs = require('fs');
const os = require('os');
const path = require('path');
const yauzl = require('yauzl');
const yazl = require('yazl');

const app = express();
const archive = path.join(os.tmpdir(), `catalogue-${process.pid}.zip`);

function writeArchive(done) {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(JSON.stringify({ edition: '2025-04', pages: 212, products: 1840 })), 'manifest.json');
  for (let page = 1; page <= 6; page++) zip.addBuffer(Buffer.from(`page ${page}\n`.repeat(40)), `pages/${page}.txt`);
  zip.end();
  zip.outputStream.pipe(fs.createWriteStream(archive)).on('close', done);
}

function readManifest(file) {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true }, (err, zip) => {
      if (err) return reject(err);
      zip.on('error', reject);
      zip.on('entry', (entry) => {
        if (entry.fileName !== 'manifest.json') return zip.readEntry();
        zip.openReadStream(entry, (streamErr, stream) => {
          if (streamErr) return reject(streamErr);
          const chunks = [];
          stream.on('data', (chunk) => chunks.push(chunk));
          stream.on('error', reject);
          stream.on('end', () => resolve(JSON.parse(Buffer.concat(chunks))));
        });
      });
      zip.on('end', () => reject(new Error('the archive has no manifest')));
      zip.readEntry();
    });
  });
}

app.get('/healthz', (req, res) => res.send('ok'));
app.get('/catalogue', (req, res, next) => {
  readManifest(archive).then((manifest) => res.json(manifest), next);
});

writeArchive(() => app.listen(Number(process.env.PORT), '127.0.0.1'));
process.on('SIGTERM', () => {
  fs.rmSync(archive, { force: true });
  process.exit(0);
});
