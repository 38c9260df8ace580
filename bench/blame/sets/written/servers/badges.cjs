const fs = require('fs');
const os = require('os');
const path = require('path');
const express = require('express');
const { Stampworks } = require('stampworks');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'badges-'));
fs.writeFileSync(path.join(folder, 'visitor.svg'), '<svg><text>{name}</text><text>{company}</text></svg>');
fs.writeFileSync(path.join(folder, 'speaker.svg'), '<svg><text>{name}</text><text>{talk}</text></svg>');

const stamps = new Stampworks(folder);
const app = express();

app.get('/healthz', (req, res) => res.send('ok'));

app.get('/badges/:id', async (req, res, next) => {
  try {
    const id = Number(req.params.id);
    const template = id % 5 ? 'visitor' : 'speaker';
    const svg = await stamps.render(template, { name: `Guest ${id}`, company: `Company ${id % 40}`, talk: `Talk ${id % 12}` });
    res.type('image/svg+xml').send(svg);
  } catch (err) {
    next(err);
  }
});

const server = app.listen(process.env.PORT, '127.0.0.1');
process.once('SIGTERM', () => {
  server.close();
  stamps.close();
});
