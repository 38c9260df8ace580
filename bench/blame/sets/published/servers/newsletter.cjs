'use strict';
const fs = require('fs');
const express = require('express');
const initSqlJs = require('sql.js');

async function main() {
  const SQL = await initSqlJs({ wasmBinary: fs.readFileSync(require.resolve('sql.js/dist/sql-wasm.wasm')) });
  const db = new SQL.Database();
  db.run(`create table subscriber (mail text primary key, since text not null, name text, street text, zip text, city text,
    country text, source text, topics text, language text)`);

  const app = express();
  app.use(express.json());
  app.get('/healthz', (req, res) => res.send('ok'));

  app.post('/subscribers', (req, res, next) => {
    const mail = String(req.body.mail || '').toLowerCase();
    try {
      const { name = '', street = '', zip = '', city = '', country = 'DE', source = 'web', topics = [], language = 'de' } = req.body;
      db.run(
        `insert into subscriber (mail, since, name, street, zip, city, country, source, topics, language)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [mail, new Date().toISOString(), name, street, zip, city, country, source, topics.join(' '), language],
      );
      res.status(201).json({ mail, welcome: true });
    } catch (err) {
      if (!/UNIQUE/.test(err.message)) return next(err);
      res.json({ mail, welcome: false });
    }
  });

  app.get('/subscribers/count', (req, res) => {
    res.json({ count: db.exec('select count(*) from subscriber')[0].values[0][0] });
  });

  app.listen(Number(process.env.PORT || 3000), '127.0.0.1');
}

main();
