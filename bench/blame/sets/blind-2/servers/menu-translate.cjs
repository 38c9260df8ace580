'use strict';
const http = require('node:http');
const net = require('node:net');
const glossary = require('glossary-tcp');

const words = new Map([['soup', 'Suppe'], ['bread', 'Brot'], ['trout', 'Forelle'], ['dumpling', 'Knödel']]);

const dictionary = net.createServer((socket) => {
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (text) => {
    const word = words.get(text.trim());
    socket.write(word ? `WORD ${word}\n` : 'NONE\n');
  });
});

dictionary.listen(0, '127.0.0.1', () => {
  const terms = glossary({ port: dictionary.address().port });

  const server = http.createServer((req, res) => {
    if (req.url === '/healthz') return res.end('ok');
    const match = /^\/dishes\/([\w-]+)\/name$/.exec(req.url);
    if (!match) {
      res.statusCode = 404;
      return res.end();
    }
    terms.lookup(match[1], (err, word) => {
      res.setHeader('content-type', 'application/json');
      if (err) {
        res.statusCode = 502;
        return res.end(JSON.stringify({ error: err.message }));
      }
      res.end(JSON.stringify({ dish: match[1], name: word || match[1], translated: word !== null }));
    });
  });

  server.listen(process.env.PORT, '127.0.0.1');
  process.once('SIGTERM', () => {
    terms.retire();
    server.close(() => process.exit(0));
  });
});
