'use strict';

const express = require('express');
const compression = require('compression');
const images = require('./images');
const palettes = require('./palettes');

exports.start = function start(port) {
  const app = express();
  app.set('x-powered-by', false);
  app.use(compression());

  app.get('/ping', (req, res) => res.send('pong'));
  app.use('/images', images);
  app.use('/palettes', palettes);

  const server = app.listen(port, () => console.log(`worker ${process.pid} listens on ${port}`));

  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
};
